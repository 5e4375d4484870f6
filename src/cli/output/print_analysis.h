#pragma once

#include <cstdio>
#include <span>
#include <string>

#include "analysis/analysis.h"
#include "cli/options.h"
#include "threshold/check_result.h"

namespace bench {

/// What a run and ./bench analyze say of results, in colour where `out` can
/// show it.
std::string FormatAnalysis(const Analysis& analysis,
                           std::span<const CheckResult> checks,
                           const Options& options, std::FILE* out);

}  // namespace bench
