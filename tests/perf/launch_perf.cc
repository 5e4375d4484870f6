// What a launch costs with the runner, held against a raw posix_spawn with
// the same two captured outputs, both at 8 threads. Prints the ratio of the
// medians: it should be at most 1.3. In a Release build, on a quiet machine:
//   build/launch_perf
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "process/spawn.h"
#include "process/subprocess_runner.h"

namespace bench {
namespace {

constexpr int kThreads = 8;
constexpr int kLaunchesPerThread = 50;
constexpr int kRounds = 20;

[[noreturn]] void Fail(const char* what) {
  fmt::print(stderr, "launch_perf: {} failed\n", what);
  std::exit(1);
}

void ReadToEnd(int fd) {
  char buffer[4096];
  while (read(fd, buffer, sizeof buffer) > 0) {
  }
}

// The least that captures both outputs of a child and waits for it.
void RawLaunch() {
  Pipe out = MakePipe();
  Pipe err = MakePipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out.write.get(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write.get(), STDERR_FILENO);
  std::string program = "/bin/true";
  char* const argv[] = {program.data(), nullptr};
  pid_t pid = 0;
  if (posix_spawn(&pid, argv[0], &actions, nullptr, argv, environ) != 0) {
    Fail("posix_spawn");
  }
  posix_spawn_file_actions_destroy(&actions);
  out.write.reset();
  err.write.reset();
  ReadToEnd(out.read.get());
  ReadToEnd(err.read.get());
  int status = 0;
  rusage usage{};
  if (wait4(pid, &status, 0, &usage) != pid || status != 0) Fail("wait4");
}

void RunnerLaunch() {
  static SubprocessRunner runner;
  if (!runner.Run({.argv = {"/bin/true"}}, {}).Ok()) Fail("Run");
}

// Seconds for each launch.
double TimeAtAllThreads(const std::function<void()>& launch) {
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&launch] {
        for (int k = 0; k < kLaunchesPerThread; ++k) launch();
      });
    }
  }
  const std::chrono::duration<double> passed = Clock::now() - begin;
  return passed.count() / (kThreads * kLaunchesPerThread);
}

double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// Turn by turn, so that whatever else the machine does hits both.
void Launch(benchmark::State& state) {
  std::vector<double> raw;
  std::vector<double> runner;
  std::vector<double> ratios;
  for (auto _ : state) {
    raw.push_back(TimeAtAllThreads(RawLaunch));
    runner.push_back(TimeAtAllThreads(RunnerLaunch));
    ratios.push_back(runner.back() / raw.back());
    state.SetIterationTime(runner.back());
  }
  state.counters["raw_us"] = Median(raw) * 1e6;
  state.counters["runner_us"] = Median(runner) * 1e6;
  state.counters["ratio"] = Median(ratios);
}
BENCHMARK(Launch)->Iterations(kRounds)->UseManualTime()->Unit(
    benchmark::kMicrosecond);

}  // namespace
}  // namespace bench
