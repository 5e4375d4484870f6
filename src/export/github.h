#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// For github-action-benchmark, tool customSmallerIsBetter: one entry for each
/// strategy of which a trial counts, its median in milliseconds. `checks` are
/// not in it.
std::string ExportGithub(const Analysis& analysis,
                         std::span<const CheckResult> checks);

/// For its tool customBiggerIsBetter: the speedup of each planned comparison
/// that has a ratio.
std::string ExportGithubSpeedup(const Analysis& analysis,
                                std::span<const CheckResult> checks);

}  // namespace bench
