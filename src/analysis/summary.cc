#include "analysis/summary.h"

#include "analysis/counted_trials.h"

namespace bench {
namespace {

void Count(Invalid invalid, StrategySummary& summary) {
  ++summary.trials;
  switch (invalid) {
    case Invalid::kNo:
      return;
    case Invalid::kFailed:
      ++summary.failed;
      return;
    case Invalid::kEndState:
      ++summary.other_end_state;
      return;
    case Invalid::kDisturbed:
      ++summary.disturbed;
      return;
  }
}

}  // namespace

std::vector<StrategySummary> Summarize(std::span<const Result> results) {
  std::vector<StrategySummary> summaries;
  for (const StrategySpec& strategy : results.front().scenario.strategies) {
    StrategySummary& summary = summaries.emplace_back();
    summary.strategy = strategy;
    std::vector<double> returned;
    std::vector<double> settled;
    for (const Result& result : results) {
      for (const TrialResult& trial : result.trials) {
        if (trial.planned.strategy == strategy) Count(trial.invalid, summary);
      }
      for (const TrialResult* trial : CountingTrials(result, strategy)) {
        returned.push_back(trial->times->returned_s);
        if (const auto at = trial->times->settled_s) settled.push_back(*at);
      }
    }
    summary.returned_s = Summarize(returned);
    summary.settled_s = Summarize(settled);
  }
  return summaries;
}

}  // namespace bench
