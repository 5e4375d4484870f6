// How long it takes to read and to analyze a big result: 10,000 blocks of 3
// strategies with 3 releases each. In a Release build, on a quiet machine:
//   build/result_perf
// Both together should take less than a second.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "analysis/analysis.h"
#include "model/result.h"
#include "report/documents.h"
#include "report/render.h"

namespace bench {
namespace {

constexpr int kBlocks = 10'000;

// Of a linear congruential generator (Knuth's MMIX): any spread will do.
class Noise {
 public:
  /// From .9 to 1.1.
  double Factor() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return 0.9 + 0.2 * static_cast<double>(state_ >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_ = 1;
};

TrialResult MakeTrial(const PlannedTrial& planned, Noise& noise) {
  TrialResult trial;
  trial.planned = planned;
  trial.invalid = Invalid::kNo;
  double end = 0.1 * noise.Factor();
  trial.times = StrategyTimes{.list_s = end, .pool_s = 1e-4 * noise.Factor()};
  for (const char* name : {"nginx", "redis", "mysql"}) {
    ReleaseResult release;
    release.release = {"helm-bench-1", name};
    release.start_s = end;
    release.spawned_s = end + 1e-3 * noise.Factor();
    release.end_s = end += 0.2 * noise.Factor();
    release.exit_code = 0;
    release.user_s = 0.1 * noise.Factor();
    release.system_s = 0.02 * noise.Factor();
    release.max_rss_bytes = 54321000;
    release.gone = true;
    trial.releases.push_back(release);
  }
  trial.times->uninstall_s = end - *trial.times->list_s;
  trial.times->returned_s = end + 1e-4;
  trial.times->settled_s = end + 0.05;
  trial.machine_busy = 0.8 * noise.Factor();
  trial.busy_before = 0.05 * noise.Factor();
  trial.surroundings = {noise.Factor(), noise.Factor(), noise.Factor(),
                        noise.Factor()};
  trial.kept = {
      {"PersistentVolumeClaim helm-bench-1/data-mysql-0", KeptBy::kClaim},
      {"PersistentVolumeClaim helm-bench-1/data-redis-master-0",
       KeptBy::kClaim}};
  return trial;
}

Result BigResult() {
  Result result;
  result.started = "2026-01-31T18:05:09Z";
  result.environment.cpus = 2;
  result.scenario.name = "three-charts";
  result.scenario.strategies = {
      {"sequential", 0}, {"thread-pool", 5}, {"process-pool", 5}};
  for (const char* name : {"nginx", "redis", "mysql"}) {
    result.scenario.charts.push_back({.name = name, .source = "/charts"});
  }
  result.plan.blocks = kBlocks;
  result.plan.max_blocks = kBlocks;
  Noise noise;
  for (int block = 1; block <= kBlocks; ++block) {
    for (int position = 1; position <= 3; ++position) {
      const PlannedTrial planned = {
          block, position,
          result.scenario
              .strategies[static_cast<std::size_t>((block + position) % 3)]};
      result.plan.trials.push_back(planned);
      result.trials.push_back(MakeTrial(planned, noise));
    }
  }
  return result;
}

void Read(benchmark::State& state) {
  const std::string text = ToJson(BigResult());
  for (auto _ : state) {
    benchmark::DoNotOptimize(ParseResult(text, "big.json"));
  }
  state.counters["MB"] = static_cast<double>(text.size()) / 1e6;
}
BENCHMARK(Read)->Iterations(3)->Unit(benchmark::kMillisecond);

void AnalyzeAndPrint(benchmark::State& state) {
  const Result result = BigResult();
  for (auto _ : state) {
    benchmark::DoNotOptimize(RenderTerminal(ShortReport(Analyze({result}))));
  }
}
BENCHMARK(AnalyzeAndPrint)->Iterations(3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bench
