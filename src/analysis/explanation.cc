#include "analysis/explanation.h"

#include <algorithm>

#include "stats/scaling.h"

namespace bench {
namespace {

using Trials = std::vector<const TrialResult*>;

std::optional<double> SlowestRelease(const TrialResult& trial) {
  std::optional<double> slowest;
  for (const ReleaseResult& release : trial.releases) {
    const auto total = PartsOf(release).total;
    if (!total) return std::nullopt;
    slowest = std::max(slowest.value_or(0), *total);
  }
  return slowest;
}

// The median of the means, and the largest maximum.
std::optional<Concurrency> ConcurrencyOver(const Trials& trials) {
  std::vector<std::optional<double>> means;
  Concurrency all;
  for (const TrialResult* trial : trials) {
    const auto concurrency = AchievedConcurrency(BusyTimes(*trial));
    if (!concurrency) continue;
    means.emplace_back(concurrency->mean);
    all.maximum = std::max(all.maximum, concurrency->maximum);
  }
  const auto mean = MedianOfKnown(means);
  if (!mean) return std::nullopt;
  all.mean = *mean;
  return all;
}

LimitFigures FiguresOf(const StrategySpec& strategy, const Trials& trials,
                       const Attribution& attribution, double processors) {
  LimitFigures figures;
  // Requests on their way are no workers.
  const bool in_one_loop = strategy.kind.executor == StrategyKind::kEventLoop;
  figures.workers = in_one_loop ? 0 : strategy.workers;
  figures.machine_busy = MedianOver(trials, &TrialResult::machine_busy);
  figures.returned_s = MedianOver(trials, [](const TrialResult& t) {
    return std::optional(t.times->returned_s);
  });
  figures.uninstall_s = MedianOver(
      trials, [](const TrialResult& t) { return t.times->uninstall_s; });
  figures.slowest_release_s = MedianOver(trials, SlowestRelease);
  figures.concurrency = ConcurrencyOver(trials);
  figures.server_s = attribution.server_s;
  if (const auto& path = attribution.path) {
    figures.throttled_s = path->parts.throttled;
    figures.rest_s = path->parts.rest;
  }
  const auto& cpu = attribution.sums.client_cpu;
  if (cpu && figures.returned_s && processors > 0) {
    figures.helm_busy = *cpu / (processors * *figures.returned_s);
  }
  return figures;
}

void AddScaling(const Analysis& analysis, Explanation& explanation) {
  const Comparison* const found =
      FindComparison(analysis, explanation.strategy);
  if (found == nullptr || !found->ratio()) return;
  explanation.speedup = Speedup(1, *found->ratio());
  // What both are about is a reference that does one thing after the other.
  if (found->to.workers > 1) return;
  const int workers = explanation.figures.workers;
  const int releases = explanation.figures.releases;
  if (workers < 1 || releases < 1) return;
  explanation.efficiency = Efficiency(*explanation.speedup, workers, releases);
  explanation.serial_fraction =
      SerialFraction(*explanation.speedup, workers, releases);
}

double ProcessorsOf(const Environment& environment) {
  const double cpus = std::max(environment.cpus, 0);
  return std::min(cpus, environment.cpu_quota.value_or(cpus));
}

}  // namespace

double Processors(const Analysis& analysis) {
  const double first = ProcessorsOf(analysis.first().environment);
  const bool same =
      std::ranges::all_of(analysis.results, [&](const Result& result) {
        return ProcessorsOf(result.environment) == first;
      });
  return same ? first : 0;
}

bool ServerIsHere(const Analysis& analysis) {
  return std::ranges::all_of(analysis.results, [](const Result& result) {
    return result.cluster.kind == "kwok" || result.cluster.kind == "simulated";
  });
}

std::vector<Explanation> Explain(const Analysis& analysis) {
  const Scenario& scenario = analysis.first().scenario;
  const double processors = Processors(analysis);
  const int releases = static_cast<int>(Releases(scenario).size());
  std::vector<Explanation> explanations;
  for (const StrategySpec& strategy : scenario.strategies) {
    const Trials trials = CountingTrials(analysis, strategy);
    Explanation& explanation = explanations.emplace_back();
    explanation.strategy = strategy;
    explanation.attribution = Attribute(trials);
    explanation.figures =
        FiguresOf(strategy, trials, explanation.attribution, processors);
    explanation.figures.releases = releases;
    explanation.busy_before = MedianOver(trials, &TrialResult::busy_before);
    AddScaling(analysis, explanation);
    const auto& cpu = explanation.attribution.sums.client_cpu;
    if (cpu && processors > 0) explanation.cpu_floor_s = *cpu / processors;
  }
  if (explanations.empty()) return explanations;
  std::optional<LimitFigures> alone;
  if (explanations.front().figures.one_at_a_time()) {
    alone = explanations.front().figures;
  }
  for (Explanation& explanation : explanations) {
    explanation.limit = FindLimit(explanation.figures, alone);
    explanation.stretched = Stretched(explanation.figures, alone);
  }
  return explanations;
}

}  // namespace bench
