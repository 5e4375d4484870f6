#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"

namespace bench {

/// What became of one threshold.
struct CheckResult {
  enum Outcome { kHolds, kUndecided, kFails };  // from the best to the worst

  std::string name;  // as it was given: speedup(thread-pool/sequential)>1.3
  Outcome outcome = kUndecided;
  std::string detail;  // what was found, for people
};

/// "holds", "fails", "undecided".
const char* OutcomeName(CheckResult::Outcome outcome);

/// The run as a whole, in a word, the gravest that holds: "end state" and
/// "failed" (there were such trials), "nothing measured" (no trial counts),
/// "ended early", "regression" (a threshold fails), "inconclusive" (one is
/// undecided), "ok".
const char* OverallVerdict(const Analysis& analysis,
                           std::span<const CheckResult> checks);

}  // namespace bench
