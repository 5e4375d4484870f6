#pragma once

#include <cstdio>
#include <span>

#include "cli/options.h"
#include "report/analysis.h"
#include "report/verdicts.h"

namespace bench {

/// What a run and ./bench analyze say of results.
void PrintAnalysis(const Analysis& analysis,
                   std::span<const CheckResult> checks, const Options& options,
                   std::FILE* out);

}  // namespace bench
