#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/result_comparison.h"
#include "report/document.h"
#include "threshold/check_result.h"

namespace bench {

/// Everything that is told of results, one function a document.

// --- short_report.cc ---

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

// --- full_report.cc ---

/// All that a page or a post says of an analysis, in plain words that are never
/// more certain than the statistics. `drawings`: its pictures, each of which
/// stands in the section that it belongs to. `missing`: why some could not be
/// drawn; empty: all were. `others`: of further sizes, which the figures are
/// not about; what must be known of them stands first too, each with its size,
/// and how to repeat them last.
Document FullReport(const Analysis& analysis, std::vector<Drawing> drawings,
                    const std::string& missing = "",
                    std::span<const Analysis> others = {});

// --- compared_results.cc ---

/// What ./bench compare shows: of what the two results are, the ratio new/old
/// of each strategy, which trials failed or left another end state, and what
/// such a ratio of two single sessions does not cover. `reason`: why unlike
/// environments are compared all the same; empty when they are not unlike.
Document ComparedResults(const ResultComparison& comparison,
                         const std::string& reason);

/// What it shows instead where the environments are unlike: in what, and the
/// ratios inside each of the two sessions, which stay comparable.
Document RefusedComparison(const ResultComparison& comparison);

}  // namespace bench
