#pragma once

#include "cli/options.h"
#include "report/analysis.h"

namespace bench {

/// What a run and ./bench analyze say of results, on stdout.
void PrintAnalysis(const Analysis& analysis, const Options& options);

}  // namespace bench
