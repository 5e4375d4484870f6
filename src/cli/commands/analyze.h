#pragma once

#include "cli/options.h"

namespace bench {

/// ./bench analyze RESULT…: says what one result, or several together, have to
/// say, as their runs did. Returns kFailed when no block of them is valid.
/// Throws Error for files that are no results and results that cannot be taken
/// together (result_files.h).
int AnalyzeCommand(const Options& options);

}  // namespace bench
