#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "executor/executor.h"

namespace bench {

/// Runs each task in the caller's thread before Submit returns: the plain loop
/// that the pools are held against.
std::unique_ptr<Executor> MakeSequentialExecutor(TaskRunner runner,
                                                 std::stop_token stop = {});

/// A pool of threads; each runs one task at a time, which mostly is to wait for
/// a child process. Throws Error unless there is at least one worker. Its
/// Submit throws RunError also when a thread cannot be started.
std::unique_ptr<Executor> MakeThreadPoolExecutor(TaskRunner runner, int workers,
                                                 std::stop_token stop = {});

/// How a worker is started: our own program, again, as `bench worker`.
std::vector<std::string> OwnWorkerArgv();

/// A pool of worker processes; each runs one task at a time. Tasks and outcomes
/// go over pipes, a line of JSON each (wire.h). A worker that dies breaks the
/// pool: see BrokenPool. No process that it had started is left. `worker_argv`
/// starts a program that calls RunWorker. Throws Error unless there is at least
/// one worker.
std::unique_ptr<Executor> MakeProcessPoolExecutor(
    int workers, std::stop_token stop = {},
    std::vector<std::string> worker_argv = OwnWorkerArgv());

}  // namespace bench
