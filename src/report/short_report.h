#pragma once

#include <span>

#include "analysis/analysis.h"
#include "report/document.h"
#include "threshold/check_result.h"

namespace bench {

/// What the terminal shows at the end of a run, and of an analysis of its
/// result: what was measured and where, one row a strategy, the comparisons and
/// what stands behind them, how the post's claim fared, where the time went and
/// why, every trial that does not count with its reason, and what became of the
/// thresholds.
Document ShortReport(const Analysis& analysis,
                     std::span<const CheckResult> checks = {});

/// The same as a report: after what must be known first and the answer, before
/// how to repeat it. Of `others`, of further sizes, it has only what must be
/// known, and says so.
Document TerminalReport(const Analysis& analysis,
                        std::span<const Analysis> others = {});

}  // namespace bench
