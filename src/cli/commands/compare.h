#pragma once

#include "cli/options.h"

namespace bench {

/// ./bench compare OLD NEW: the ratios of two results. Returns the exit status.
/// Throws Error for what cannot be read or has nothing to compare.
int CompareCommand(const Options& options);

}  // namespace bench
