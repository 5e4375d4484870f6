#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/result_comparison.h"
#include "threshold/check_result.h"
#include "threshold/figure.h"
#include "threshold/threshold.h"

namespace bench {

/// A figure, and of what: "thread-pool@5".
struct NamedFigure {
  std::string of;
  Figure figure;
};

/// Holds when the whole interval is on the right side of the limit, fails when
/// all of it is on the wrong side, else is undecided; without a value or an
/// interval that is needed, undecided too. Of several figures (at least one)
/// the worst decides, and those that do are told.
CheckResult Judge(const Threshold& threshold,
                  const std::vector<NamedFigure>& figures);

/// All that a run was asked for (Criteria::thresholds), none left out. Throws
/// Error as ParseThreshold and FindSubjects.
std::vector<CheckResult> JudgeThresholds(const Analysis& analysis);

/// `texts`: thresholds about new/base:STRATEGY. When `refused`, all of them are
/// undecided. Throws Error for what ParseThreshold and FindVersions refuse.
std::vector<CheckResult> JudgeThresholds(const std::vector<std::string>& texts,
                                         const ResultComparison& comparison,
                                         bool refused);

}  // namespace bench
