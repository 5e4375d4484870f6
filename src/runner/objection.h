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

/// What there is against a trial that was measured and has settled, or has not
/// within `settle_limit_s`. A strategy's own failure comes first: what is left
/// behind is then no wonder; what its host did to it comes last.
Objection FindObjection(const StrategyRun& run, const TrialResult& trial,
                        double settle_limit_s);

}  // namespace bench
