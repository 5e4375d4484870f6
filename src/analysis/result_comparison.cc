#include "analysis/result_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "stats/descriptive.h"
#include "stats/holm.h"
#include "util/error.h"

namespace bench {
namespace {

// One look: that a run may have been extended has to do with its own ratios.
constexpr int kLooks = 1;

// A strategy of a result is found by its label.
const StrategySpec* Find(const std::string& label, const Scenario& scenario) {
  const auto found =
      std::ranges::find(scenario.strategies, label, &StrategySpec::Label);
  return found == scenario.strategies.end() ? nullptr : &*found;
}

std::vector<double> Times(const Result& result, const std::string& label,
                          TrialClock clock) {
  return ReadClock(result, *Find(label, result.scenario), clock);
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

}  // namespace

std::optional<UnpairedRatio> CompareVersions(const ResultComparison& comparison,
                                             const StrategySpec& strategy,
                                             TrialClock clock) {
  const std::string label = strategy.Label();
  return CompareUnpaired(Times(comparison.after.first(), label, clock),
                         Times(comparison.before.first(), label, clock),
                         GateLevel(kLooks));
}

ResultComparison CompareResults(Result before, Result after) {
  ResultComparison comparison;
  comparison.unlike = FindUnlikeness(before, after);
  comparison.before = Analyze({std::move(before)});
  comparison.after = Analyze({std::move(after)});
  FindShared(comparison);
  RequireTrials(comparison, comparison.before.first(), "old");
  RequireTrials(comparison, comparison.after.first(), "new");
  for (VersionRatio& one : comparison.strategies) {
    one.returned =
        CompareVersions(comparison, one.strategy, TrialClock::kReturned);
  }
  Judge(comparison.strategies);
  return comparison;
}

}  // namespace bench
