#include "analysis/fingerprint.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analysis/words.h"

namespace bench {
namespace {

using Texts = std::map<std::string, std::string>;

constexpr const char* kUnknown = "unknown";

// The same machine has a little more or less with another kernel.
constexpr double kMemoryTolerance = 0.05;
// What helm looks through besides ours costs it little each: a few come and go
// in any cluster that is in use.
constexpr int kFewObjects = 5;
constexpr double kManyObjectsTolerance = 0.1;
// In processors.
constexpr double kLoadTolerance = 0.5;

// --- Collecting what differs ---

class Collector {
 public:
  // An empty text is unknown, and unlike anything.
  void Hard(std::string what, const std::string& before,
            const std::string& after) {
    if (before == after && !before.empty()) return;
    Add(std::move(what), before, after, true);
  }

  // Of one machine, what cannot be known of it is the same.
  void HardOfMachine(std::string what, const std::string& before,
                     const std::string& after, bool one_machine) {
    if (one_machine && before.empty() && after.empty()) return;
    Hard(std::move(what), before, after);
  }

  void Soft(std::string what, const std::string& before,
            const std::string& after) {
    if (before != after) Add(std::move(what), before, after, false);
  }

  // Key by key; a key that only one has is `absent` in the other.
  void Each(const std::string& what, const Texts& before, const Texts& after,
            const char* absent) {
    std::set<std::string> keys;
    for (const auto& [key, value] : before) keys.insert(key);
    for (const auto& [key, value] : after) keys.insert(key);
    const auto find = [&](const Texts& texts, const std::string& key) {
      const auto found = texts.find(key);
      return found == texts.end() ? absent : found->second;
    };
    for (const std::string& key : keys) {
      Hard(fmt::format("{} {}", what, key), find(before, key),
           find(after, key));
    }
  }

  void Add(std::string what, const std::string& before,
           const std::string& after, bool hard) {
    const auto known = [](const std::string& text) {
      return text.empty() ? kUnknown : text;
    };
    found_.push_back({std::move(what), known(before), known(after), hard});
  }

  std::vector<Unlikeness> Take() { return std::move(found_); }

 private:
  std::vector<Unlikeness> found_;
};

// --- The machine ---

// "Linux 6.1.0-18-amd64 x86_64" without what comes with every update.
std::string WithoutPatchLevel(const std::string& kernel) {
  const auto release = kernel.find(' ');
  if (release == std::string::npos) return kernel;
  const auto machine = kernel.find(' ', release + 1);
  const auto major = kernel.find('.', release);
  if (machine == std::string::npos || major == std::string::npos) return kernel;
  const auto minor_end = kernel.find_first_not_of("0123456789", major + 1);
  if (minor_end > machine) return kernel;
  return kernel.substr(0, minor_end) + kernel.substr(machine);
}

std::string Quota(const Environment& environment) {
  if (!environment.cpu_quota) return "none";
  return fmt::format("{:g} processors", *environment.cpu_quota);
}

// A machine whose clock nobody can govern (most virtual ones) shows none.
std::string Governor(const Environment& environment) {
  return environment.governor.empty() ? "none" : environment.governor;
}

bool SameMemory(std::int64_t before, std::int64_t after) {
  const auto [less, more] = std::minmax(before, after);
  return less > 0 && static_cast<double>(more - less) <=
                         kMemoryTolerance * static_cast<double>(more);
}

std::string Memory(std::int64_t bytes) {
  if (bytes <= 0) return "";
  return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / 0x1p30);
}

void CompareMachines(const Environment& before, const Environment& after,
                     Collector& collector) {
  const bool one_machine =
      !before.machine.empty() && before.machine == after.machine;
  collector.HardOfMachine("processor", before.cpu_model, after.cpu_model,
                          one_machine);
  collector.Hard("number of processors", std::to_string(before.cpus),
                 std::to_string(after.cpus));
  collector.Hard("processor quota", Quota(before), Quota(after));
  collector.Hard("frequency governor", Governor(before), Governor(after));
  const bool unknown = before.memory_bytes <= 0 && after.memory_bytes <= 0;
  if (!SameMemory(before.memory_bytes, after.memory_bytes) &&
      !(one_machine && unknown)) {
    collector.Add("memory", Memory(before.memory_bytes),
                  Memory(after.memory_bytes), true);
  }
  const std::string kernel = WithoutPatchLevel(before.kernel);
  if (kernel == WithoutPatchLevel(after.kernel) && !kernel.empty()) {
    collector.Soft("kernel patch level", before.kernel, after.kernel);
  } else {
    collector.HardOfMachine("kernel", before.kernel, after.kernel, one_machine);
  }
  collector.Soft("operating system", before.os, after.os);
  if (std::abs(before.load_average - after.load_average) > kLoadTolerance) {
    collector.Soft("load average", fmt::format("{:.2f}", before.load_average),
                   fmt::format("{:.2f}", after.load_average));
  }
}

// --- The cluster ---

bool AboutAsMany(int before, int after) {
  const auto [less, more] = std::minmax(before, after);
  return more - less <=
         std::max(kFewObjects * 1.0, kManyObjectsTolerance * more);
}

void CompareObjects(const char* what, const std::optional<int>& before,
                    const std::optional<int>& after, Collector& collector) {
  if (before && after && AboutAsMany(*before, *after)) return;
  const auto words = [](const std::optional<int>& count) {
    return count ? std::to_string(*count) : "";
  };
  collector.Add(what, words(before), words(after), true);
}

void CompareClusters(const ClusterInfo& before, const ClusterInfo& after,
                     Collector& collector) {
  const auto latency = [](const ClusterInfo& cluster) {
    return cluster.simulated() ? cluster.latency : "real";
  };
  collector.Hard("kind of cluster", before.kind, after.kind);
  collector.Hard("simulated latency", latency(before), latency(after));
  const auto limits = [](const ClusterInfo& cluster) {
    return cluster.limits.empty() ? "its own" : cluster.limits;
  };
  collector.Hard("limits of the cluster", limits(before), limits(after));
  collector.Each("minikube's", before.settings, after.settings, "unknown");
  collector.Hard("Kubernetes", before.server_version, after.server_version);
  collector.Hard("nodes", std::to_string(before.nodes),
                 std::to_string(after.nodes));
  CompareObjects("custom resource definitions", before.definitions,
                 after.definitions, collector);
  CompareObjects("other releases", before.other_releases, after.other_releases,
                 collector);
}

// --- helm ---

// Only variants may have their own.
Texts VariantHelms(const Result& result, const std::set<std::string>& labels) {
  Texts helms;
  for (const auto& [label, helm] : result.environment.variant_helms) {
    if (labels.contains(label)) helms[label] = HelmWords(helm);
  }
  return helms;
}

void CompareHelm(const Environment& before, const Environment& after,
                 Collector& collector) {
  collector.Hard("helm", HelmWords(before.helm), HelmWords(after.helm));
  collector.Each("variable", before.variables, after.variables, "not set");
  const auto cache = [](const Environment& environment) {
    return environment.cold_cache ? "cold" : "warm";
  };
  collector.Hard("discovery cache", cache(before), cache(after));
  // Where one of them did not need a program, no strategy with it is compared.
  for (const auto& [program, version] : before.programs) {
    const auto other = after.programs.find(program);
    if (other == after.programs.end()) continue;
    std::string title = ProgramTitle(program);
    if (title == "python") title = "Python";
    collector.Hard(std::move(title), version, other->second);
  }
  collector.Hard("build of the harness", before.build_type, after.build_type);
}

// --- What was measured ---

// Without a variant's programs: those are compared by their versions.
std::string WorkWords(const StrategySpec& strategy) {
  std::string text = strategy.name;
  if (strategy.workers > 0) text += fmt::format("@{}", strategy.workers);
  for (const auto& [key, value] : strategy.env) {
    text += fmt::format(",env:{}={}", key, value);
  }
  if (strategy.slowdown > 0) {
    text += fmt::format(", slowed down by {:g} %", strategy.slowdown * 100);
  }
  return text;
}

// Those that both have; one that only one has is not compared.
std::set<std::string> SharedLabels(const Scenario& before,
                                   const Scenario& after) {
  std::set<std::string> shared;
  for (const StrategySpec& strategy : before.strategies) {
    const std::string label = strategy.Label();
    if (std::ranges::find(after.strategies, label, &StrategySpec::Label) !=
        after.strategies.end()) {
      shared.insert(label);
    }
  }
  return shared;
}

Texts Strategies(const Scenario& scenario,
                 const std::set<std::string>& labels) {
  Texts strategies;
  for (const StrategySpec& strategy : scenario.strategies) {
    const std::string label = strategy.Label();
    if (labels.contains(label)) strategies[label] = WorkWords(strategy);
  }
  return strategies;
}

// By what they are made of; one without a digest is unknown.
Texts Charts(const Result& result) {
  Texts charts;
  for (const Chart& chart : result.scenario.charts) {
    const auto digest = result.environment.charts.find(chart.name);
    charts[chart.name] =
        digest == result.environment.charts.end() ? "" : digest->second;
  }
  return charts;
}

Texts Settings(const Scenario& scenario) {
  Texts settings;
  for (const Chart& chart : scenario.charts) {
    std::string& text = settings[chart.name] = chart.values;
    for (const std::string& set : chart.set) text += " --set " + set;
    for (const std::string& flag : chart.install_flags) text += " " + flag;
  }
  return settings;
}

void CompareScenarios(const Result& before, const Result& after,
                      Collector& collector) {
  const Scenario& old_one = before.scenario;
  const Scenario& new_one = after.scenario;
  collector.Hard("releases", std::to_string(Releases(old_one).size()),
                 std::to_string(Releases(new_one).size()));
  collector.Hard("namespaces", std::to_string(old_one.namespace_count),
                 std::to_string(new_one.namespace_count));
  collector.Each("chart", Charts(before), Charts(after), "not there");
  collector.Each("values of", Settings(old_one), Settings(new_one),
                 "not there");
  const auto shared = SharedLabels(old_one, new_one);
  collector.Each("strategy", Strategies(old_one, shared),
                 Strategies(new_one, shared), "");
  collector.Each("helm of", VariantHelms(before, shared),
                 VariantHelms(after, shared), "the run's own");
  // Each is followed by others of its block, and may inherit their traces.
  collector.Soft(
      "strategies in a block",
      fmt::format("{}", fmt::join(Labels(old_one.strategies), ", ")),
      fmt::format("{}", fmt::join(Labels(new_one.strategies), ", ")));
}

void CompareEnvironments(const Result& before, const Result& after,
                         Collector& collector) {
  CompareMachines(before.environment, after.environment, collector);
  CompareClusters(before.cluster, after.cluster, collector);
  CompareHelm(before.environment, after.environment, collector);
}

}  // namespace

std::vector<Unlikeness> FindUnlikeEnvironments(const Result& before,
                                               const Result& after) {
  Collector collector;
  CompareEnvironments(before, after, collector);
  return collector.Take();
}

std::vector<Unlikeness> FindUnlikeness(const Result& before,
                                       const Result& after) {
  Collector collector;
  CompareEnvironments(before, after, collector);
  CompareScenarios(before, after, collector);
  return collector.Take();
}

bool MustNotCompare(const std::vector<Unlikeness>& found) {
  return std::ranges::any_of(found, &Unlikeness::hard);
}

}  // namespace bench
