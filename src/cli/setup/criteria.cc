#include "cli/setup/criteria.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/exit_status.h"
#include "model/against_itself.h"
#include "threshold/threshold.h"
#include "threshold/threshold_subjects.h"
#include "util/format.h"

namespace bench {

Criteria ChosenCriteria(const Options& options, const Scenario& scenario,
                        const Criteria& otherwise) {
  const AskedCriteria& asked = options.criteria;
  Criteria criteria = otherwise;
  criteria.same = asked.same.value_or(otherwise.same);
  criteria.tolerance = asked.tolerance.value_or(otherwise.tolerance);
  criteria.on_inconclusive =
      asked.on_inconclusive.value_or(otherwise.on_inconclusive);
  if (!asked.thresholds.empty()) criteria.thresholds = asked.thresholds;
  if (options.against_itself || options.slowdown) {
    criteria.thresholds.push_back(
        ThresholdAgainstItself(scenario.strategies, criteria.tolerance));
  }
  for (const std::string& text : criteria.thresholds) {
    FindSubjects(ParseThreshold(text), scenario.strategies);
  }
  return criteria;
}

int StatusOfChecks(const std::vector<CheckResult>& checks,
                   OnInconclusive on_inconclusive, Status& status) {
  const auto count = [&](CheckResult::Outcome outcome) {
    return static_cast<std::size_t>(
        std::ranges::count(checks, outcome, &CheckResult::outcome));
  };
  const std::size_t undecided = count(CheckResult::Outcome::kUndecided);
  if (undecided > 0 && on_inconclusive == OnInconclusive::kWarn) {
    status.Warn(fmt::format(
        "{} of {} undecided (--on-inconclusive fail makes that an exit status "
        "of {})",
        undecided, Count(checks.size(), "threshold"),
        static_cast<int>(kInconclusive)));
  }
  if (count(CheckResult::Outcome::kFails) > 0) return kRegression;
  if (undecided > 0 && on_inconclusive == OnInconclusive::kFail) {
    return kInconclusive;
  }
  return kMeasured;
}

}  // namespace bench
