#pragma once

#include "cli/options.h"

namespace bench {

/// The main job: ./bench --scenario NAME. Returns the exit status.
int RunCommand(const Options& options);

}  // namespace bench
