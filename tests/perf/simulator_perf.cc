// How many requests a simulated API server without latency answers, and what
// it needs for a large cluster: 1,000 releases of 13 objects each (12 and the
// record) are made and deleted again over 32 keep-alive connections, which
// share the machine with it. In a Release build, on a quiet machine:
//   build/simulator_perf
// deletes_per_s should be at least 5,000 on 2 cores.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "cluster/simulator_process.h"
#include "kubernetes/curl_api.h"
#include "process/command_runner.h"
#include "util/read_file.h"

namespace bench {
namespace {

constexpr int kConnections = 32;
constexpr int kReleases = 1000;
constexpr int kObjects = 12;       // of a release, besides its record
constexpr int kRecordSize = 7000;  // as those of the scenarios' charts
constexpr const char* kNamespace = "/api/v1/namespaces/default";

[[noreturn]] void Fail(std::string_view what) {
  fmt::print(stderr, "simulator_perf: {}\n", what);
  std::exit(1);
}

Request Create(int release, int object) {
  const std::string name = fmt::format("r{}-{}", release, object);
  if (object == kObjects) {
    return {.method = "POST",
            .path = fmt::format("{}/secrets", kNamespace),
            .body = fmt::format(
                R"({{"metadata":{{"name":"{}","labels":{{"owner":"helm"}}}},)"
                R"("stringData":{{"release":"{}"}}}})",
                name, std::string(kRecordSize, 'x'))};
  }
  return {.method = "POST",
          .path = fmt::format("{}/configmaps", kNamespace),
          .body = fmt::format(
              R"({{"metadata":{{"name":"{}"}},"data":{{"k":"v"}}}})", name)};
}

Request Delete(int release, int object) {
  return {.method = "DELETE",
          .path = fmt::format("{}/{}/r{}-{}", kNamespace,
                              object == kObjects ? "secrets" : "configmaps",
                              release, object),
          .body = R"({"propagationPolicy":"Background"})"};
}

// Every object of every release once, by whichever connection is free; the
// seconds that it took.
double SendAll(const ClusterAccess& access, Request (*make)(int, int)) {
  std::atomic<int> next = 0;
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kConnections; ++i) {
      threads.emplace_back([&] {
        const auto api = MakeCurlApi(access);
        for (int release = next++; release < kReleases; release = next++) {
          for (int object = 0; object <= kObjects; ++object) {
            const Response response = api->Send(make(release, object));
            if (!response.Ok()) Fail(ErrorText(response));
          }
        }
      });
    }
  }
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double ResidentMiB(pid_t pid) {
  std::istringstream words(
      ReadFile(fmt::format("/proc/{}/statm", pid)).value_or(""));
  double total = 0;
  double resident = 0;
  words >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

void Server(benchmark::State& state) {
  SimulatorOrder order;
  order.token = "perf";
  const SimulatorProcess server(std::filesystem::temp_directory_path(), order);
  ClusterAccess access;
  access.server = fmt::format("https://127.0.0.1:{}", server.port());
  access.ca = server.ca();
  access.token = order.token;
  const double requests = kReleases * (kObjects + 1);
  const double empty_mib = ResidentMiB(server.pid());
  double full_mib = 0;
  double create_s = 0;
  double delete_s = 0;
  for (auto _ : state) {
    create_s += SendAll(access, Create);
    full_mib = ResidentMiB(server.pid());
    const double seconds = SendAll(access, Delete);
    delete_s += seconds;
    state.SetIterationTime(seconds);
  }
  const double rounds = static_cast<double>(state.iterations());
  state.counters["creates_per_s"] = rounds * requests / create_s;
  state.counters["deletes_per_s"] = rounds * requests / delete_s;
  state.counters["empty_MiB"] = empty_mib;
  state.counters["full_MiB"] = full_mib;
}
BENCHMARK(Server)->Iterations(3)->UseManualTime()->Unit(benchmark::kSecond);

}  // namespace
}  // namespace bench
