#include "kubernetes/curl_api.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// An HTTP/1.1 server on this machine that answers every request with the
/// request itself; the path /status/N is answered with status N.
class EchoServer {
 public:
  EchoServer() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        listen(socket_, 64) != 0) {
      throw std::runtime_error("no port on this machine");
    }
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this] { Accept(); });
  }

  ~EchoServer() {
    shutdown(socket_, SHUT_RDWR);
    acceptor_.join();
    close(socket_);
  }
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;

  ClusterAccess access() const {
    ClusterAccess access;
    access.server = "http://127.0.0.1:" + std::to_string(port_);
    return access;
  }
  int connections() const { return connections_; }

 private:
  void Accept() {
    std::vector<std::jthread> threads;
    for (;;) {
      const int connection = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) return;
      ++connections_;
      threads.emplace_back([connection] { Serve(connection); });
    }
  }

  static void Serve(int connection) {
    std::string received;
    std::array<char, 4096> buffer{};
    for (;;) {
      const std::size_t head = received.find("\r\n\r\n");
      const std::size_t length_at = received.find("Content-Length: ");
      std::size_t size = head + 4;
      if (head != std::string::npos && length_at < head) {
        size += std::stoul(received.substr(length_at + 16));
      }
      if (head == std::string::npos || received.size() < size) {
        const ssize_t got = read(connection, buffer.data(), buffer.size());
        if (got <= 0) break;
        received.append(buffer.data(), static_cast<std::size_t>(got));
        continue;
      }
      const std::string request = received.substr(0, size);
      received.erase(0, size);
      const std::size_t status = request.find("/status/");
      const std::string answer =
          "HTTP/1.1 " +
          (status < request.find("\r\n") ? request.substr(status + 8, 3)
                                         : "200") +
          " Text\r\nContent-Length: " + std::to_string(request.size()) +
          "\r\n\r\n" + request;
      send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
    close(connection);
  }

  int socket_;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::jthread acceptor_;
};

TEST(CurlApiTest, SendsWhatTheRequestSays) {
  const EchoServer server;
  ClusterAccess access = server.access();
  access.server += "/prefix";
  access.token = "the-token";
  const auto api = MakeCurlApi(access);
  const Response response = api->Send({.method = "DELETE",
                                       .path = "/api/v1/x?y=z",
                                       .body = R"({"a": 1})",
                                       .accept = "application/x"});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.error, "");
  EXPECT_THAT(response.body,
              AllOf(StartsWith("DELETE /prefix/api/v1/x?y=z HTTP/1.1"),
                    HasSubstr("User-Agent: helm-bench\r\n"),
                    HasSubstr("Accept: application/x\r\n"),
                    HasSubstr("Content-Type: application/json\r\n"),
                    HasSubstr("Authorization: Bearer the-token\r\n"),
                    HasSubstr("\r\n\r\n{\"a\": 1}")));
  // Nothing of it is left in the next request.
  EXPECT_THAT(api->Send({.path = "/api"}).body,
              AllOf(StartsWith("GET /prefix/api HTTP/1.1"),
                    Not(HasSubstr("Content-")), Not(HasSubstr("a\": 1"))));
}

TEST(CurlApiTest, AnswersInTheOrderOfTheRequestsOverAFewConnections) {
  const EchoServer server;
  const auto api = MakeCurlApi(server.access());
  std::vector<Request> requests;
  requests.reserve(200);
  for (int i = 0; i < 200; ++i) {
    requests.push_back({.path = "/" + std::to_string(i) + "/"});
  }
  for (int round = 0; round < 2; ++round) {
    const std::vector<Response> responses = api->Send(requests);
    ASSERT_EQ(responses.size(), requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      EXPECT_THAT(responses[i].body,
                  StartsWith("GET " + requests[i].path + " "));
    }
  }
  EXPECT_LE(server.connections(), 8);
}

TEST(CurlApiTest, GivesEveryStatusAsAValue) {
  const EchoServer server;
  const auto api = MakeCurlApi(server.access());
  EXPECT_EQ(api->Send({.path = "/status/404"}).status, 404);
  EXPECT_EQ(api->Send({.path = "/status/503"}).status, 503);
  EXPECT_FALSE(api->Send({.path = "/status/503"}).Ok());
}

TEST(CurlApiTest, SendsNothingForNothing) {
  const auto api = MakeCurlApi(ClusterAccess{.server = "http://127.0.0.1:1"});
  EXPECT_TRUE(api->Send(std::span<const Request>()).empty());
}

TEST(CurlApiTest, SaysWhyThereWasNoAnswer) {
  const auto api = MakeCurlApi(ClusterAccess{.server = "http://127.0.0.1:1"});
  const Response response = api->Send({.path = "/api"});
  EXPECT_EQ(response.status, 0);
  EXPECT_THAT(ErrorText(response), HasSubstr("127.0.0.1 port 1"));
}

TEST(CurlApiTest, KeepsTheConnectionForTheNextRequest) {
  const EchoServer server;
  const auto api = MakeCurlApi(server.access());
  EXPECT_TRUE(api->Send({.path = "/api"}).Ok());
  EXPECT_TRUE(api->Send({.path = "/api"}).Ok());
  EXPECT_EQ(server.connections(), 1);
}

TEST(CurlApiTest, ReadsTheTokensFileAtEveryUse) {
  const EchoServer server;
  std::string pattern = std::filesystem::temp_directory_path() / "tokenXXXXXX";
  close(mkstemp(pattern.data()));
  ClusterAccess access = server.access();
  access.token = "not this";
  access.token_file = pattern;
  const auto api = MakeCurlApi(access);
  for (const std::string token : {"first", "second"}) {
    std::ofstream(pattern) << token << "\n";
    EXPECT_THAT(api->Send({.path = "/"}).body,
                HasSubstr("Authorization: Bearer " + token + "\r\n"));
  }
  std::filesystem::remove(pattern);
}

TEST(CurlApiTest, SaysWhomToTakeItFor) {
  const EchoServer server;
  ClusterAccess access = server.access();
  access.username = "me";
  access.password = "pw";
  access.as = {.user = "jane", .groups = {"a", "b"}};
  EXPECT_THAT(MakeCurlApi(access)->Send({.path = "/"}).body,
              AllOf(HasSubstr("Authorization: Basic bWU6cHc=\r\n"),
                    HasSubstr("Impersonate-User: jane\r\n"),
                    HasSubstr("Impersonate-Group: a\r\n"),
                    HasSubstr("Impersonate-Group: b\r\n")));
}

CredentialPlugin PluginRunning(const std::string& script) {
  return {.where = "here",
          .api_version = "client.authentication.k8s.io/v1",
          .command = "sh",
          .args = {"-c", script}};
}

TEST(CurlApiTest, AsksAPluginAgainWhenTheServerDoesNotKnowIt) {
  const EchoServer server;
  std::string folder = std::filesystem::temp_directory_path() / "pluginXXXXXX";
  mkdtemp(folder.data());
  ClusterAccess access = server.access();
  access.plugin = PluginRunning(
      "cd " + folder +
      "; echo >>runs; printf '{\"apiVersion\": "
      "\"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", "
      "\"status\": {\"token\": \"%s\"}}' $(wc -l <runs)");
  const auto api = MakeCurlApi(access);
  const std::vector<Request> requests = {{.path = "/status/401"},
                                         {.path = "/first"}};
  const std::vector<Response> responses = api->Send(requests);
  EXPECT_EQ(responses[0].status, 401);
  EXPECT_THAT(responses[0].body, HasSubstr("Authorization: Bearer 2\r\n"));
  // It was heard, so it is not said again.
  EXPECT_THAT(responses[1].body, AllOf(StartsWith("GET /first "),
                                       HasSubstr("Authorization: Bearer 1")));
  EXPECT_THAT(api->Send({.path = "/"}).body, HasSubstr("Bearer 2\r\n"));
  std::filesystem::remove_all(folder);
}

TEST(CurlApiTest, SaysWhyAPluginDoesNotWork) {
  const EchoServer server;
  ClusterAccess access = server.access();
  access.plugin = PluginRunning("echo log in first >&2; exit 1");
  const Response response = MakeCurlApi(access)->Send({.path = "/"});
  EXPECT_EQ(response.status, 0);
  EXPECT_THAT(response.error, HasSubstr("log in first"));
  EXPECT_EQ(server.connections(), 0);
}

TEST(CurlApiTest, GoesThroughTheProxy) {
  const EchoServer proxy;
  ClusterAccess access;
  access.proxy = proxy.access().server;
  access.server = "http://api.invalid:8080/prefix";
  EXPECT_THAT(MakeCurlApi(access)->Send({.path = "/x"}).body,
              StartsWith("GET http://api.invalid:8080/prefix/x HTTP/1.1\r\n"));
}

// What of the environment holds was read with the kubeconfig.
TEST(CurlApiTest, TakesNoProxyOfTheEnvironmentByItself) {
  const EchoServer proxy;
  // NOLINTBEGIN(concurrency-mt-unsafe): tests run one after the other.
  for (const char* name : {"ALL_PROXY", "all_proxy", "http_proxy"}) {
    setenv(name, proxy.access().server.c_str(), 1);
    const ClusterAccess access{.server = "http://api.invalid:8080"};
    EXPECT_EQ(MakeCurlApi(access)->Send({.path = "/"}).status, 0) << name;
    unsetenv(name);
  }
  // NOLINTEND(concurrency-mt-unsafe)
  EXPECT_EQ(proxy.connections(), 0);
}

}  // namespace
}  // namespace bench
