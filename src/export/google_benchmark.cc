#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <vector>

#include "analysis/counted_trials.h"
#include "analysis/words.h"
#include "export/export_data.h"
#include "export/formats.h"
#include "stats/descriptive.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

// How often the trials of one strategy were repeated, and what they are called.
struct Family {
  std::size_t index = 0;
  std::string name;
  std::size_t repetitions = 0;
};

std::string EntryName(const Analysis& analysis, const StrategySpec& strategy) {
  const Scenario& scenario = analysis.first().scenario;
  return fmt::format("{}/releases:{}/namespaces:{}/{}", scenario.name,
                     Releases(scenario).size(), scenario.namespace_count,
                     strategy.Label());
}

Json WriteContext(const Result& result) {
  const Environment& environment = result.environment;
  std::string build_type = environment.build_type;
  std::ranges::transform(build_type, build_type.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  // Values of our own have to be strings.
  return {{"date", result.started},
          {"executable", "bench"},
          {"num_cpus", environment.cpus},
          {"cpu_scaling_enabled", !environment.governor.empty() &&
                                      environment.governor != "performance"},
          {"caches", Json::array()},  // bencher refuses a file without it
          {"load_avg", {environment.load_average}},
          {"library_version", result.version},
          {"library_build_type", build_type},
          {"json_schema_version", 1},  // compare.py refuses any other
          {"not_real", NotReal(result)},
          {"cpu_model", environment.cpu_model},
          {"kernel", environment.kernel},
          {"cluster", result.cluster.kind},
          {"kubernetes", result.cluster.server_version},
          {"helm", environment.helm.version},
          {"seed", std::to_string(result.plan.seed)}};
}

Json Entry(const Family& family, const char* run_type) {
  return {{"name", family.name},
          {"family_index", family.index},
          {"per_family_instance_index", 0},
          {"run_name", family.name},
          {"run_type", run_type},
          {"repetitions", family.repetitions},
          {"threads", 1}};
}

// A counter of which nothing is known is left out.
void AddCounter(Json& entry, const char* name,
                const std::optional<double>& seconds) {
  if (seconds) entry[name] = InMilliseconds(*seconds);
}

// As far as they are known: helm's, and ours.
double KnownCpuSeconds(const TrialResult& trial) {
  const TrialCosts costs = SumCosts(trial);
  return costs.user_s.value_or(0) + costs.system_s.value_or(0) +
         trial.harness_cpu.self_s + trial.harness_cpu.workers_s;
}

Json WriteIteration(const Family& family, std::size_t repetition,
                    const TrialResult& trial) {
  const TrialCosts costs = SumCosts(trial);
  Json entry = Entry(family, "iteration");
  entry["repetition_index"] = repetition;
  entry["iterations"] = 1;
  entry["real_time"] = InMilliseconds(trial.times->returned_s);
  entry["cpu_time"] = InMilliseconds(KnownCpuSeconds(trial));
  entry["time_unit"] = "ms";
  entry["block"] = trial.planned.block;
  entry["position"] = trial.planned.position;
  entry["workers"] = trial.planned.strategy.workers;
  entry["releases"] = trial.releases.size();
  AddCounter(entry, "settled_ms", trial.times->settled_s);
  AddCounter(entry, "spawn_ms", costs.spawn_s);
  AddCounter(entry, "client_cpu_ms", costs.client_cpu_s());
  AddCounter(entry, "throttle_ms", costs.throttled_s);
  AddCounter(entry, "server_ms", trial.server_s);
  return entry;
}

void AddAggregate(Json& entries, const Family& family, const char* name,
                  double real_time, double cpu_time, const char* unit) {
  Json entry = Entry(family, "aggregate");
  entry["name"] = family.name + "_" + name;
  entry["aggregate_name"] = name;
  entry["aggregate_unit"] = unit;
  entry["iterations"] = family.repetitions;
  entry["real_time"] = real_time;
  entry["cpu_time"] = cpu_time;
  entry["time_unit"] = "ms";
  entries.push_back(std::move(entry));
}

// As Google Benchmark does: none for a single repetition.
void AddAggregates(Json& entries, const Family& family, const Summary& real,
                   const Summary& cpu) {
  if (!real.stddev || !cpu.stddev) return;
  AddAggregate(entries, family, "mean", real.mean, cpu.mean, "time");
  AddAggregate(entries, family, "median", real.median, cpu.median, "time");
  AddAggregate(entries, family, "stddev", *real.stddev, *cpu.stddev, "time");
  AddAggregate(entries, family, "cv", *real.stddev / real.mean,
               cpu.mean > 0 ? *cpu.stddev / cpu.mean : 0, "percentage");
}

void AddStrategy(Json& entries, const Analysis& analysis, std::size_t index) {
  const StrategySpec& strategy = analysis.strategies[index].strategy;
  const auto trials = CountingTrials(analysis, strategy);
  if (trials.empty()) return;
  const Family family = {index, EntryName(analysis, strategy), trials.size()};
  std::vector<double> real;
  std::vector<double> cpu;
  for (const TrialResult* trial : trials) {
    entries.push_back(WriteIteration(family, real.size(), *trial));
    real.push_back(InMilliseconds(trial->times->returned_s));
    cpu.push_back(InMilliseconds(KnownCpuSeconds(*trial)));
  }
  AddAggregates(entries, family, *Summarize(real), *Summarize(cpu));
}

}  // namespace

std::string ExportBenchmark(const Analysis& analysis,
                            std::span<const CheckResult>) {
  Json entries = Json::array();
  for (std::size_t i = 0; i < analysis.strategies.size(); ++i) {
    AddStrategy(entries, analysis, i);
  }
  return DumpJson({{"context", WriteContext(analysis.first())},
                   {"benchmarks", std::move(entries)}});
}

}  // namespace bench
