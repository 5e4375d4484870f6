#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "executor/executor.h"
#include "executor/submission.h"

namespace bench {

/// A pool of threads; each runs one task at a time, which mostly is to wait for
/// a child process.
class ThreadPoolExecutor final : public Executor {
 public:
  /// Throws Error unless there is at least one worker.
  ThreadPoolExecutor(TaskRunner runner, int workers, std::stop_token stop = {});
  ~ThreadPoolExecutor() override;

  /// Throws RunError also when a thread cannot be started.
  Future<Outcome> Submit(Task task) override;
  void Shutdown(bool cancel_pending = false) override;

  /// Threads that have been started so far.
  int started_workers() const;

 private:
  void StartWorker();
  void Work();

  const TaskRunner runner_;
  const std::size_t workers_;
  const std::stop_token stop_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Submission> queue_;
  // Submitted tasks whose result is not known. A worker is free the moment
  // before its future is done, so tasks that follow each other need only one.
  std::size_t unfinished_ = 0;
  bool shut_down_ = false;
  std::vector<std::jthread> threads_;
  int started_ = 0;
};

}  // namespace bench
