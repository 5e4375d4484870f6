#include "simulator/http/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "kubernetes/curl_api.h"
#include "simulator/api/api_server.h"
#include "util/error.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;
using ExchangePtr = std::shared_ptr<HttpExchange>;

// Making them is what takes longest.
const Certificates& TestCertificates() {
  static const Certificates made = MakeCertificates();
  return made;
}

/// A server with a thread of its own until the end of the test.
class TestServer : public HttpServer {
 public:
  explicit TestServer(HttpHandler handler, const HttpPatience& patience = {})
      : HttpServer(TestCertificates(), 0, std::move(handler), ServerRefusal,
                   patience),
        thread_([this] { Run(); }) {}
  ~TestServer() { Join(); }

  void Join() {
    Stop();
    if (thread_.joinable()) thread_.join();
  }

  ClusterAccess access() const {
    ClusterAccess access;
    access.server = "https://127.0.0.1:" + std::to_string(port());
    access.ca = TestCertificates().ca;
    access.token = "t";
    return access;
  }

  /// Runs `task` on the server's thread and waits for it.
  void Do(const std::function<void()>& task) {
    std::promise<void> done;
    PostAfter(0, [&] {
      task();
      done.set_value();
    });
    done.get_future().get();
  }

 private:
  std::jthread thread_;
};

tcp::socket Connect(asio::io_context& io, std::uint16_t port) {
  tcp::socket socket(io);
  socket.connect({asio::ip::address_v4::loopback(), port});
  return socket;
}

/// All that comes until the server closes the connection.
std::string ReadAll(tcp::socket& socket) {
  std::string text;
  std::array<char, 4096> block{};
  error_code error;
  while (!error) {
    text.append(block.data(), socket.read_some(asio::buffer(block), error));
  }
  return text;
}

/// A client that says what it is told to.
class RawClient {
 public:
  explicit RawClient(const HttpServer& server)
      : stream_(Connect(io_, server.port()), tls_) {
    const std::string offer = "\x02h2\x08http/1.1";
    SSL_set_alpn_protos(stream_.native_handle(),
                        reinterpret_cast<const unsigned char*>(offer.data()),
                        static_cast<unsigned>(offer.size()));
    stream_.handshake(asio::ssl::stream_base::client);
  }

  void Write(std::string_view text) {
    asio::write(stream_, asio::buffer(text.data(), text.size()));
  }
  /// As far as the first `end`; to the end of the connection without it.
  std::string ReadUntil(std::string_view end) {
    std::array<char, 4096> block{};
    error_code error;
    while (!error && unread_.find(end) == std::string::npos) {
      unread_.append(block.data(),
                     stream_.read_some(asio::buffer(block), error));
    }
    const std::size_t at = unread_.find(end);
    if (at == std::string::npos) return std::exchange(unread_, "");
    std::string text = unread_.substr(0, at + end.size());
    unread_.erase(0, text.size());
    return text;
  }
  std::string ReadAll() { return ReadUntil("no such thing"); }
  std::string Protocol() {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(stream_.native_handle(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
  }
  void Leave() { stream_.next_layer().close(); }

 private:
  asio::io_context io_;
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  asio::ssl::stream<tcp::socket> stream_;
  std::string unread_;
};

constexpr const char* kGetRoot = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

HttpAnswer Body(std::string text) {
  HttpAnswer answer;
  answer.body = std::move(text);
  return answer;
}

void Echo(const HttpRequest& request, const ExchangePtr& exchange) {
  exchange->Answer(Body(request.method + " " + request.target + " " +
                        request.authorization + " " + request.body));
}

TEST(HttpServerTest, ServesItsOwnClient) {
  const TestServer server(Echo);
  const auto api = MakeCurlApi(server.access());
  EXPECT_EQ(api->Send({.path = "/api"}).body, "GET /api Bearer t ");
  EXPECT_EQ(
      api->Send({.method = "DELETE", .path = "/x?y=%20", .body = "{}"}).body,
      "DELETE /x?y=%20 Bearer t {}");
  const std::string large(3'000'000, 'x');
  EXPECT_THAT(api->Send({.method = "POST", .path = "/", .body = large}).body,
              EndsWith(large));
}

TEST(HttpServerTest, ServesOnlyThoseWhoTrustIt) {
  const TestServer server(Echo);
  ClusterAccess access = server.access();
  access.ca = MakeCertificates().ca;
  EXPECT_THAT(MakeCurlApi(access)->Send({.path = "/"}).error,
              HasSubstr("certificate"));
}

TEST(HttpServerTest, ServesManyRequestsAtOnce) {
  const TestServer server(Echo);
  const auto api = MakeCurlApi(server.access());
  std::vector<Request> requests;
  requests.reserve(500);
  for (int i = 0; i < 500; ++i) {
    requests.push_back({.path = "/" + std::to_string(i)});
  }
  const std::vector<Response> responses = api->Send(requests);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    EXPECT_EQ(responses[i].body, "GET " + requests[i].path + " Bearer t ");
  }
}

TEST(HttpServerTest, ServesConnectionsSideBySide) {
  std::vector<ExchangePtr> waiting;
  // Nobody is answered before all have asked.
  const TestServer server([&](const HttpRequest&, const ExchangePtr& exchange) {
    waiting.push_back(exchange);
    if (waiting.size() < 5) return;
    for (const ExchangePtr& one : waiting) one->Answer(Body("all"));
    waiting.clear();
  });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<RawClient>(server));
    clients.back()->Write(kGetRoot);
  }
  for (const auto& client : clients) {
    EXPECT_THAT(client->ReadUntil("all"), StartsWith("HTTP/1.1 200 OK"));
  }
}

TEST(HttpServerTest, KeepsTheConnectionForTheNextRequest) {
  const TestServer server(Echo);
  RawClient client(server);
  EXPECT_EQ(client.Protocol(), "http/1.1");
  for (const std::string path : {"/1", "/2"}) {
    client.Write("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(client.ReadUntil("GET " + path), StartsWith("HTTP/1.1 200"));
    client.ReadUntil("  ");
  }
}

TEST(HttpServerTest, EndsAConnectionInOrder) {
  const TestServer server(Echo);
  RawClient client(server);
  client.Write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.ReadAll(), EndsWith("GET /  "));
}

TEST(HttpServerTest, RefusesALargeBodySoThatTheClientSeesIt) {
  const TestServer server(Echo);
  std::string body;
  body.resize(10'000'000, 'x');
  const auto api = MakeCurlApi(server.access());
  const Response response =
      api->Send({.method = "POST", .path = "/", .body = body});
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(ErrorText(response), "Request entity too large: limit is 3145728");
  EXPECT_EQ(api->Send({.path = "/"}).status, 200);

  // One that reads nothing before it has written everything.
  RawClient client(server);
  client.Write("POST / HTTP/1.1\r\nContent-Length: 10000000\r\n\r\n" + body);
  EXPECT_THAT(client.ReadAll(), AllOf(StartsWith("HTTP/1.1 413 "),
                                      HasSubstr("RequestEntityTooLarge")));
}

TEST(HttpServerTest, RefusesWhatIsNotHttp) {
  const TestServer server(Echo);
  RawClient client(server);
  client.Write("hello\r\n\r\n");
  EXPECT_THAT(client.ReadAll(), AllOf(StartsWith("HTTP/1.1 400 Bad Request"),
                                      EndsWith("\r\n\r\n400 Bad Request")));
}

TEST(HttpServerTest, RefusesWhatIsNotTls) {
  const TestServer server(Echo);
  asio::io_context io;
  tcp::socket http = Connect(io, server.port());
  asio::write(http, asio::buffer(std::string_view(kGetRoot)));
  EXPECT_THAT(ReadAll(http),
              AllOf(StartsWith("HTTP/1.0 400 Bad Request\r\n"),
                    HasSubstr("HTTP request to an HTTPS server")));
  tcp::socket noise = Connect(io, server.port());
  asio::write(noise, asio::buffer(std::string(100, '\1')));
  EXPECT_THAT(ReadAll(noise), testing::Not(HasSubstr("HTTP")));
  EXPECT_EQ(MakeCurlApi(server.access())->Send({.path = "/"}).status, 200);
}

TEST(HttpServerTest, AnswersForAHandlerThatThrows) {
  const TestServer server(
      [](const HttpRequest& request, const ExchangePtr& exchange) {
        if (request.target == "/bad") throw std::runtime_error("no idea");
        Echo(request, exchange);
      });
  const auto api = MakeCurlApi(server.access());
  const Response response = api->Send({.path = "/bad"});
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(ErrorText(response), "Internal error occurred: no idea");
  EXPECT_EQ(api->Send({.path = "/good"}).status, 200);
}

/// Begins an answer to every request and leaves it open.
struct Watches {
  HttpHandler handler() {
    return [this](const HttpRequest&, ExchangePtr exchange) {
      exchange->OnClosed([this] { closed.set_value(); });
      exchange->Begin(200, "application/json");
      stream = std::move(exchange);
    };
  }

  ExchangePtr stream;
  std::promise<void> closed;  // may be set only once
};

TEST(HttpServerTest, SendsAPartOfAWatchWhileItIsOpen) {
  Watches watches;
  TestServer server(watches.handler());
  RawClient client(server);
  client.Write(kGetRoot);
  client.ReadUntil("\r\n\r\n");
  for (const std::string part : {"first", "later"}) {
    server.Do([&] { watches.stream->Write(part); });
    EXPECT_EQ(client.ReadUntil(part + "\r\n"), "5\r\n" + part + "\r\n");
  }
  server.Do([&] { watches.stream->End(); });
  EXPECT_EQ(client.ReadUntil("\r\n\r\n"), "0\r\n\r\n");
  watches.closed.get_future().get();
}

TEST(HttpServerTest, NoticesThatTheClientOfASilentWatchHasGone) {
  Watches watches;
  const TestServer server(watches.handler());
  RawClient client(server);
  client.Write(kGetRoot);
  client.ReadUntil("\r\n\r\n");
  client.Leave();
  watches.closed.get_future().get();
}

TEST(HttpServerTest, NoticesThatAClientDoesNotReadItsWatch) {
  Watches watches;
  TestServer server(watches.handler());
  RawClient client(server);
  client.Write(kGetRoot);
  client.ReadUntil("\r\n\r\n");
  const std::string part(std::size_t{1} << 20, 'x');
  for (int mib = 0; mib < 100; ++mib) {
    server.Do([&] { watches.stream->Write(part); });
  }
  watches.closed.get_future().get();
}

TEST(HttpServerTest, SaysThatThePortIsTaken) {
  const HttpServer first(TestCertificates(), 0, Echo);
  EXPECT_THAT(
      [&] { HttpServer(TestCertificates(), first.port(), Echo); },
      ThrowsMessage<Error>(AllOf(HasSubstr(std::to_string(first.port())),
                                 HasSubstr("is taken"))));
}

TEST(HttpServerTest, StopsAndClosesEverything) {
  Watches watches;
  TestServer server(watches.handler());
  RawClient watcher(server);
  watcher.Write(kGetRoot);
  watcher.ReadUntil("\r\n\r\n");
  RawClient idle(server);
  server.Join();
  watches.closed.get_future().get();
  EXPECT_EQ(watcher.ReadAll(), "");
  EXPECT_EQ(idle.ReadAll(), "");
  asio::io_context io;
  EXPECT_THROW(Connect(io, server.port()), boost::system::system_error);
}

TEST(HttpServerTest, StopsFromItsHandler) {
  HttpServer* self = nullptr;
  HttpServer server(
      TestCertificates(), 0,
      [&](const HttpRequest&, const ExchangePtr&) { self->Stop(); });
  self = &server;
  const std::jthread client([&] {
    RawClient raw(server);
    raw.Write(kGetRoot);
    raw.ReadAll();
  });
  server.Run();
}

TEST(HttpServerTest, StopsBeforeItRuns) {
  HttpServer server(TestCertificates(), 0, Echo);
  bool ran = false;
  server.PostAfter(0, [&] { ran = true; });
  server.PostAfter(0.001, [&] { ran = true; });
  server.Stop();
  server.Run();
  EXPECT_FALSE(ran);
}

TEST(HttpServerTest, RunsTasksOnItsThreadInTheOrderOfTheirTimes) {
  TestServer server(Echo);
  std::thread::id thread;
  server.Do([&] { thread = std::this_thread::get_id(); });
  EXPECT_NE(thread, std::this_thread::get_id());

  const auto begin = std::chrono::steady_clock::now();
  std::string order;
  std::promise<void> done;
  // On its own thread, which runs none of them before all have been posted.
  server.Do([&] {
    server.PostAfter(0.06, [&] {
      order += "c";
      EXPECT_EQ(thread, std::this_thread::get_id());
      done.set_value();
    });
    server.PostAfter(0.03, [&] { order += "b"; });
    server.PostAfter(0, [&] { order += "a"; });
  });
  done.get_future().get();
  EXPECT_EQ(order, "abc");
  EXPECT_GE(std::chrono::steady_clock::now() - begin,
            std::chrono::milliseconds(60));
}

TEST(HttpServerTest, LosesAClientThatNeverFinishesItsHandshake) {
  HttpPatience patience;
  patience.handshake_s = 0.05;
  const TestServer server(Echo, patience);
  asio::io_context io;
  tcp::socket client = Connect(io, server.port());
  EXPECT_EQ(ReadAll(client), "");
}

TEST(HttpServerTest, LosesAClientThatNeverFinishesItsRequestAndNoWatch) {
  HttpPatience patience;
  patience.request_s = 0.05;
  Watches watches;
  TestServer server(watches.handler(), patience);
  RawClient watcher(server);
  watcher.Write(kGetRoot);
  watcher.ReadUntil("\r\n\r\n");
  RawClient client(server);
  client.Write("GET / HTTP/1.1\r\n");
  EXPECT_EQ(client.ReadAll(), "");
  server.Do([&] { watches.stream->Write("part"); });
  EXPECT_EQ(watcher.ReadUntil("part\r\n"), "4\r\npart\r\n");
}

TEST(HttpServerTest, LosesAClientThatAsksForNothing) {
  HttpPatience patience;
  patience.idle_s = 0.05;
  const TestServer server(Echo, patience);
  RawClient client(server);
  EXPECT_EQ(client.ReadAll(), "");
}

}  // namespace
}  // namespace bench
