#pragma once

#include "cli/options.h"

namespace bench {

/// Hidden: ./bench worker, a process of a pool (see executor/worker.h).
int WorkerCommand(const Options& options);

}  // namespace bench
