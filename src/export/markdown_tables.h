#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// For a pull request or $GITHUB_STEP_SUMMARY: hyperfine's table, the
/// comparisons, the thresholds, and why a trial did not count.
std::string ExportMarkdown(const Analysis& analysis,
                           std::span<const CheckResult> checks);

}  // namespace bench
