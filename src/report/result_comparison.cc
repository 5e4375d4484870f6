#include "report/result_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/judge_threshold.h"
#include "report/subjects.h"
#include "stats/descriptive.h"
#include "stats/holm.h"
#include "util/error.h"

namespace bench {
namespace {

// One look: that a run may have been extended has to do with its own ratios.
constexpr int kLooks = 1;

// Of a result, by its label.
const StrategySpec* Find(const std::string& label, const Scenario& scenario) {
  const auto found =
      std::ranges::find(scenario.strategies, label, &StrategySpec::Label);
  return found == scenario.strategies.end() ? nullptr : &*found;
}

std::vector<double> Times(const Result& result, const std::string& label,
                          TrialClock clock) {
  std::vector<double> times;
  for (const TrialResult* trial :
       CountingTrials(result, *Find(label, result.scenario))) {
    if (const auto time = ReadClock(*trial, clock)) times.push_back(*time);
  }
  return times;
}

std::optional<UnpairedRatio> Compare(const ResultComparison& comparison,
                                     const StrategySpec& strategy,
                                     TrialClock clock) {
  const std::string label = strategy.Label();
  return CompareUnpaired(Times(comparison.after.first(), label, clock),
                         Times(comparison.before.first(), label, clock),
                         GateLevel(kLooks));
}

void FindShared(ResultComparison& comparison) {
  const Scenario& before = comparison.before.first().scenario;
  const Scenario& after = comparison.after.first().scenario;
  for (const StrategySpec& strategy : after.strategies) {
    if (Find(strategy.Label(), before) != nullptr) {
      comparison.strategies.push_back({.strategy = strategy});
    } else {
      comparison.only_after.push_back(strategy.Label());
    }
  }
  for (const StrategySpec& strategy : before.strategies) {
    if (Find(strategy.Label(), after) == nullptr) {
      comparison.only_before.push_back(strategy.Label());
    }
  }
  if (comparison.strategies.empty()) {
    throw Error(
        "nothing to compare: no strategy is in both results (old: {}; new: {})",
        fmt::join(comparison.only_before, ", "),
        fmt::join(comparison.only_after, ", "));
  }
}

void RequireTrials(const ResultComparison& comparison, const Result& result,
                   const char* which) {
  const bool any = std::ranges::any_of(
      comparison.strategies, [&](const VersionRatio& shared) {
        return !Times(result, shared.strategy.Label(), TrialClock::kReturned)
                    .empty();
      });
  if (!any) {
    throw Error(
        "nothing to compare: the {} result has no valid trial of a strategy "
        "that both have",
        which);
  }
}

void Judge(std::vector<VersionRatio>& strategies) {
  std::vector<double> p_values;
  p_values.reserve(strategies.size());
  for (const VersionRatio& one : strategies) {
    p_values.push_back(one.returned ? one.returned->p : 1);
  }
  const std::vector<double> adjusted = AdjustHolm(p_values);
  for (std::size_t i = 0; i < strategies.size(); ++i) {
    VersionRatio& one = strategies[i];
    one.holm_p = adjusted[i];
    if (!one.returned || !one.returned->interval) continue;
    const bool differs =
        !one.returned->interval->Holds(1) && one.holm_p < kClaimAlpha;
    one.finding = differs ? Finding::kDiffers : Finding::kNoDifference;
  }
}

Figure FindFigure(const ResultComparison& comparison,
                  const Threshold& threshold, const StrategySpec& strategy) {
  const bool settled = threshold.metric == Metric::kSettled;
  const auto compared =
      Compare(comparison, strategy,
              settled ? TrialClock::kSettled : TrialClock::kReturned);
  if (!compared) return {.basis = "no valid trial on one side"};
  Figure figure;
  figure.value = compared->ratio;
  figure.basis = fmt::format("{} new and {} old blocks", compared->of_times,
                             compared->to_times);
  if (const auto& interval = compared->interval) {
    figure.interval = {interval->low, interval->high, interval->level};
  }
  return threshold.metric == Metric::kSpeedup ? TurnOver(figure) : figure;
}

}  // namespace

ResultComparison CompareResults(Result before, Result after) {
  ResultComparison comparison;
  comparison.unlike = FindUnlikeness(before, after);
  comparison.before = Analyze({std::move(before)});
  comparison.after = Analyze({std::move(after)});
  FindShared(comparison);
  RequireTrials(comparison, comparison.before.first(), "old");
  RequireTrials(comparison, comparison.after.first(), "new");
  for (VersionRatio& one : comparison.strategies) {
    one.returned = Compare(comparison, one.strategy, TrialClock::kReturned);
  }
  Judge(comparison.strategies);
  return comparison;
}

std::vector<CheckResult> JudgeThresholds(const std::vector<std::string>& texts,
                                         const ResultComparison& comparison,
                                         bool refused) {
  std::vector<StrategySpec> shared;
  shared.reserve(comparison.strategies.size());
  for (const VersionRatio& one : comparison.strategies) {
    shared.push_back(one.strategy);
  }
  std::vector<CheckResult> checks;
  for (const std::string& text : texts) {
    const Threshold threshold = ParseThreshold(text);
    std::vector<NamedFigure> figures;
    for (const StrategySpec& strategy : FindVersions(threshold, shared)) {
      figures.push_back(
          {strategy.Label(), FindFigure(comparison, threshold, strategy)});
    }
    checks.push_back(refused
                         ? CheckResult{text, CheckResult::Outcome::kUndecided,
                                       "the comparison was refused"}
                         : Judge(threshold, figures));
  }
  return checks;
}

}  // namespace bench
