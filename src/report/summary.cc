#include "report/summary.h"

#include <map>

namespace bench {
namespace {

bool Counts(const TrialResult& trial, const StrategySpec& strategy) {
  return trial.valid && trial.times && trial.planned.strategy == strategy;
}

}  // namespace

std::vector<double> PairedRatios(const Result& result, const StrategySpec& of,
                                 const StrategySpec& to) {
  std::map<int, double> reference;  // block -> seconds
  for (const TrialResult& trial : result.trials) {
    if (Counts(trial, to)) {
      reference[trial.planned.block] = trial.times->returned_s;
    }
  }
  std::vector<double> ratios;
  for (const TrialResult& trial : result.trials) {
    if (!Counts(trial, of)) continue;
    const auto pair = reference.find(trial.planned.block);
    if (pair == reference.end() || pair->second <= 0) continue;
    ratios.push_back(trial.times->returned_s / pair->second);
  }
  return ratios;
}

std::vector<StrategySummary> Summarize(const Result& result) {
  std::vector<StrategySummary> summaries;
  for (const StrategySpec& strategy : result.scenario.strategies) {
    StrategySummary& summary = summaries.emplace_back();
    summary.strategy = strategy;
    std::vector<double> returned;
    std::vector<double> settled;
    for (const TrialResult& trial : result.trials) {
      if (trial.planned.strategy != strategy) continue;
      ++(trial.valid ? summary.valid : summary.invalid);
      if (!Counts(trial, strategy)) continue;
      returned.push_back(trial.times->returned_s);
      if (trial.times->settled_s) settled.push_back(*trial.times->settled_s);
    }
    summary.returned_s = Summarize(returned);
    if (const auto times = Summarize(settled)) {
      summary.settled_median_s = times->median;
    }
    const std::vector<double> ratios =
        PairedRatios(result, strategy, result.scenario.strategies.front());
    summary.pairs = ratios.size();
    if (const auto ratio = Summarize(ratios)) summary.relative = ratio->median;
  }
  return summaries;
}

}  // namespace bench
