#include "threshold/check_result.h"

#include <algorithm>

namespace bench {

const char* OutcomeName(CheckResult::Outcome outcome) {
  switch (outcome) {
    case CheckResult::kHolds:
      return "holds";
    case CheckResult::kFails:
      return "fails";
    case CheckResult::kUndecided:
      break;
  }
  return "undecided";
}

const char* OverallVerdict(const Analysis& analysis,
                           std::span<const CheckResult> checks) {
  const auto any = [&](CheckResult::Outcome outcome) {
    return std::ranges::find(checks, outcome, &CheckResult::outcome) !=
           checks.end();
  };
  const auto sum = [&](std::size_t StrategySummary::* count) {
    std::size_t all = 0;
    for (const StrategySummary& one : analysis.strategies) all += one.*count;
    return all;
  };
  if (sum(&StrategySummary::other_end_state) > 0) return "end state";
  if (sum(&StrategySummary::failed) > 0) return "failed";
  if (!HasSomethingToSay(analysis)) return "nothing measured";
  if (std::ranges::any_of(analysis.results, [](const Result& result) {
        return !result.ended_early.empty();
      })) {
    return "ended early";
  }
  if (any(CheckResult::kFails)) return "regression";
  if (any(CheckResult::kUndecided)) return "inconclusive";
  return "ok";
}

}  // namespace bench
