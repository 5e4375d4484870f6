#pragma once

#include <cstdio>
#include <span>
#include <string>

#include "cli/options.h"
#include "report/analysis.h"
#include "report/verdicts.h"

namespace bench {

/// What a run and ./bench analyze say of results, in colour where `out` can
/// show it.
std::string FormatAnalysis(const Analysis& analysis,
                           std::span<const CheckResult> checks,
                           const Options& options, std::FILE* out);

}  // namespace bench
