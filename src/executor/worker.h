#pragma once

#include "executor/task.h"

namespace bench {

/// The whole life of a worker process of ProcessPoolExecutor (`bench worker`):
/// reads tasks from `in_fd`, has `runner` run one at a time, writes the
/// outcomes to `out_fd`, both as in wire.h. Ends when `in_fd` does, also
/// because the parent was killed, and ends its running task first. Returns the
/// exit status. Throws Error when it is told what is not a task.
int RunWorker(int in_fd, int out_fd, const TaskRunner& runner);

}  // namespace bench
