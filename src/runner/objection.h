#pragma once

#include <string>

#include "model/trial.h"
#include "strategy/strategy.h"

namespace bench {

/// Why a trial does not count, and in what way; no words when it does.
struct Objection {
  Invalid kind = Invalid::kNo;
  std::string words;
};

/// Whether the strategy or one of its uninstalls failed.
Objection FindFailure(const StrategyRun& run, const TrialResult& trial);

/// What a trial may take and still count.
struct TrialLimits {
  double settle_s = 0;
  /// Of the time of all processors, 0 to 1, what the host may give to others:
  /// where it is more, what was measured is its doing, not ours.
  double stolen = 1;
};

/// What there is against a trial that was measured and has settled, or has not
/// within the limit. A strategy's own failure comes first: what is left behind
/// is then no wonder; what its host did to it comes last.
Objection FindObjection(const StrategyRun& run, const TrialResult& trial,
                        const TrialLimits& limits);

}  // namespace bench
