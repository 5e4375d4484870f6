#pragma once

#include <cstdio>

#include "cli/options.h"
#include "report/analysis.h"

namespace bench {

/// What a run and ./bench analyze say of results.
void PrintAnalysis(const Analysis& analysis, const Options& options,
                   std::FILE* out);

}  // namespace bench
