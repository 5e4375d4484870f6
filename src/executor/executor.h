#pragma once

#include <stop_token>

#include "executor/future.h"
#include "executor/task.h"
#include "util/error.h"

namespace bench {

/// A worker of a pool has died: what every future gives that had not finished,
/// and what Submit throws from then on. Says which worker and how it ended.
/// Python's BrokenProcessPool.
class BrokenPool : public RunError {
 public:
  using RunError::RunError;
};

/// Runs tasks the way Python's concurrent.futures.Executor
/// does. Abstract because what is compared are its implementations:
/// SequentialExecutor, ThreadPoolExecutor, ProcessPoolExecutor.
///
/// As in Python: Submit returns at once (except for SequentialExecutor, which
/// runs the task before it returns); workers are started on demand, an idle one
/// is used before a new one is started, and never more than there are workers;
/// an error in a task comes out of its future and harms no other; the
/// destructor waits until every submitted task has ended.
///
/// Each is given a stop_token. Once stop is requested, what runs is ended and
/// what has not started is not launched any more; the outcome of both says
/// Stopped, so no future is left unfinished.
class Executor {
 public:
  virtual ~Executor() = default;

  /// Throws Error after Shutdown, and BrokenPool once the pool is broken.
  virtual Future<Outcome> Submit(Task task) = 0;

  /// Waits for the submitted tasks and ends the workers. Those that have not
  /// started are cancelled first when `cancel_pending`. Idempotent.
  virtual void Shutdown(bool cancel_pending = false) = 0;

  /// CPU seconds, user and system, of worker processes that have ended, without
  /// their tasks' children: all of them after Shutdown. 0 where the workers
  /// are in this process.
  virtual double WorkersCpuSeconds() const { return 0; }

  /// Threads or processes that have been started so far.
  virtual int started_workers() const { return 0; }
};

/// Throws Error unless there is at least one worker.
void CheckWorkers(int workers);

/// What Submit throws after Shutdown.
Error SubmitAfterShutdown();

}  // namespace bench
