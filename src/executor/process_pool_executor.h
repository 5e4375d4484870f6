#pragma once

#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "executor/executor.h"

namespace bench {

/// How a worker is started: our own program, again, as `bench worker`.
std::vector<std::string> OwnWorkerArgv();

/// A pool of worker processes; each runs one task at a time. Tasks and outcomes
///  go over pipes, a line of JSON each (wire.h). A worker that dies
/// breaks the pool: see BrokenPool. No process that it had started is left.
class ProcessPoolExecutor final : public Executor {
 public:
  /// `worker_argv` starts a program that calls RunWorker. Throws Error unless
  /// there is at least one worker.
  explicit ProcessPoolExecutor(
      int workers, std::stop_token stop = {},
      std::vector<std::string> worker_argv = OwnWorkerArgv());
  ~ProcessPoolExecutor() override;

  Future<Outcome> Submit(Task task) override;
  void Shutdown(bool cancel_pending = false) override;
  double WorkersCpuSeconds() const override;

  /// Processes that have been started so far.
  int started_workers() const;

 private:
  class Manager;

  std::mutex mutex_;
  bool shut_down_ = false;
  std::unique_ptr<Manager> manager_;
};

}  // namespace bench
