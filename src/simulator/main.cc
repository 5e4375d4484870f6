// The simulated API server as a process of its own. One line of JSON on stdin
// says what is wanted:
//
//   token         who may come in
//   port          0: one that is free
//   profile       path of a latency profile; empty: no latency
//   seed          of all names and uids
//   keep          false: ends when stdin does, so with its owner, however that
//                 ends; true: goes on until it is told to end (SIGTERM)
//   certificates  {ca, server, server_key} of an earlier one; absent: new ones
//
// One line on stdout answers: {port, certificates}, once it listens, or
// {error}, then it ends. Its arguments only tell in the list of processes whose
// it is.
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>

#include "kubernetes/simulated_version.h"
#include "simulator/api/api_server.h"
#include "simulator/controllers/control_plane.h"
#include "simulator/cost/latency.h"
#include "simulator/http/certificates.h"
#include "simulator/http/http_server.h"

namespace bench {
namespace {

using nlohmann::json;

class ServerThread final : public EventLoop {
 public:
  explicit ServerThread(HttpServer& server) : server_(server) {}
  void After(double delay_s, std::function<void()> task) override {
    server_.PostAfter(delay_s, std::move(task));
  }

 private:
  HttpServer& server_;
};

// Up to the line's end or the input's.
std::string ReadLine() {
  std::string line;
  for (char c = 0; read(STDIN_FILENO, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

void WriteLine(const json& value) {
  const std::string line = value.dump() + "\n";
  std::size_t written = 0;
  while (written < line.size()) {
    const ssize_t size =
        write(STDOUT_FILENO, line.data() + written, line.size() - written);
    if (size <= 0) return;  // whoever asked is gone
    written += static_cast<std::size_t>(size);
  }
}

void AwaitOwnersEnd() {
  std::array<char, 64> ignored{};
  while (read(STDIN_FILENO, ignored.data(), ignored.size()) > 0) {
  }
}

Certificates CertificatesOf(const json& order) {
  const auto found = order.find("certificates");
  if (found == order.end()) return MakeCertificates();
  return {found->at("ca"), found->at("server"), found->at("server_key")};
}

void Serve(const json& order) {
  const std::string file = order.at("profile");
  const LatencyProfile profile =
      file.empty() ? LatencyProfile() : ReadLatencyProfile(file);
  const Certificates certificates = CertificatesOf(order);
  std::unique_ptr<ApiServer> api;
  HttpServer server(
      certificates, order.at("port").get<std::uint16_t>(),
      [&api](HttpRequest request,
             const std::shared_ptr<HttpExchange>& exchange) {
        api->Handle(std::move(request), exchange);
      },
      ServerRefusal);
  ServerThread thread(server);
  ControlPlane control_plane(thread, profile.timing,
                             order.at("seed").get<std::uint64_t>(),
                             certificates.ca);
  Latency latency(profile, thread);
  api = std::make_unique<ApiServer>(control_plane.rest(), thread, latency,
                                    SimulatedVersion(file),
                                    order.at("token").get<std::string>());
  WriteLine({{"port", server.port()},
             {"certificates",
              {{"ca", certificates.ca},
               {"server", certificates.server},
               {"server_key", certificates.server_key}}}});
  std::jthread owner;
  if (!order.at("keep").get<bool>()) {
    owner = std::jthread([&server] {
      AwaitOwnersEnd();
      server.Stop();
    });
  }
  server.Run();
}

}  // namespace
}  // namespace bench

int main() {
  // A client or an owner that has gone away is an error of that write, not the
  // end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    bench::Serve(nlohmann::json::parse(bench::ReadLine()));
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    bench::WriteLine({{"error", error.what()}});
    return EXIT_FAILURE;
  }
}
