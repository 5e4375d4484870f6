#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "model/result.h"
#include "status/status.h"
#include "threshold/check_result.h"

namespace bench {

/// What a run of `scenario` is held against: what the options say, `otherwise`
/// where they do not; and for --aa and --inject-slowdown that the second of the
/// two strategies takes no longer than --tolerance allows. Throws Error for a
/// threshold that is not understood or about a strategy that is not measured.
Criteria ChosenCriteria(const Options& options, const Scenario& scenario,
                        const Criteria& otherwise = {});

/// What thresholds make of the exit status: kRegression, kInconclusive or
/// kMeasured. With OnInconclusive::kWarn those that are undecided are told.
int StatusOfChecks(const std::vector<CheckResult>& checks,
                   OnInconclusive on_inconclusive, Status& status);

}  // namespace bench
