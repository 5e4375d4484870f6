#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// As hyperfine's --export-json writes it (v1.20), for everything that reads
/// that: its plotting scripts, bencher's shell_hyperfine. One result for each
/// strategy of which a trial counts; seconds, in the order in which they ran.
/// Keys of our own begin with "x_", and x_bench has what hyperfine has no place
/// for: environment, design, comparisons, thresholds, verdict.
std::string ExportHyperfine(const Analysis& analysis,
                            std::span<const CheckResult> checks);

}  // namespace bench
