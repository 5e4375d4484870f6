#include "simulator/run_simulator.h"

#include <unistd.h>

#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>

#include "kubernetes/simulated_version.h"
#include "simulator/api_server.h"
#include "simulator/certificates.h"
#include "simulator/control_plane.h"
#include "simulator/http_server.h"
#include "simulator/latency.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

class ServerThread final : public Scheduler {
 public:
  explicit ServerThread(HttpServer& server) : server_(server) {}
  void After(double delay_s, std::function<void()> task) override {
    if (delay_s > 0) {
      server_.PostAfter(delay_s, std::move(task));
    } else {
      server_.Post(std::move(task));
    }
  }

 private:
  HttpServer& server_;
};

// Up to the line's end or the input's.
std::string ReadLine(int fd) {
  std::string line;
  for (char c = 0; read(fd, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

void WriteLine(int fd, const json& value) {
  const std::string line = value.dump() + "\n";
  std::size_t written = 0;
  while (written < line.size()) {
    const ssize_t size =
        write(fd, line.data() + written, line.size() - written);
    if (size <= 0) return;  // whoever asked is gone
    written += static_cast<std::size_t>(size);
  }
}

void AwaitEnd(int fd) {
  std::array<char, 64> ignored{};
  while (read(fd, ignored.data(), ignored.size()) > 0) {
  }
}

Certificates CertificatesOf(const json& order) {
  const auto found = order.find("certificates");
  if (found == order.end()) return MakeCertificates();
  return {found->at("ca"), found->at("server"), found->at("server_key")};
}

void Serve(const json& order, int in_fd, int out_fd) {
  const std::string file = order.at("profile");
  const LatencyProfile profile =
      file.empty() ? LatencyProfile() : ReadLatencyProfile(file);
  const Certificates certificates = CertificatesOf(order);
  std::unique_ptr<ApiServer> api;
  HttpServer server(certificates, order.at("port").get<std::uint16_t>(),
                    [&api](HttpRequest request,
                           const std::shared_ptr<HttpExchange>& exchange) {
                      api->Handle(std::move(request), exchange);
                    });
  ServerThread thread(server);
  ControlPlane control_plane(thread, profile.timing,
                             order.at("seed").get<std::uint64_t>(),
                             certificates.ca);
  Latency latency(profile, thread);
  api = std::make_unique<ApiServer>(control_plane, thread, latency,
                                    SimulatedVersion(file),
                                    order.at("token").get<std::string>());
  WriteLine(out_fd, {{"port", server.port()},
                     {"certificates",
                      {{"ca", certificates.ca},
                       {"server", certificates.server},
                       {"server_key", certificates.server_key}}}});
  std::jthread owner;
  if (!order.at("keep").get<bool>()) {
    owner = std::jthread([&server, in_fd] {
      AwaitEnd(in_fd);
      server.Stop();
    });
  }
  server.Run();
}

}  // namespace

int RunSimulator(int in_fd, int out_fd) {
  try {
    Serve(json::parse(ReadLine(in_fd)), in_fd, out_fd);
    return 0;
  } catch (const std::exception& error) {
    WriteLine(out_fd, {{"error", error.what()}});
    return 1;
  }
}

}  // namespace bench
