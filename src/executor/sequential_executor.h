#pragma once

#include <stop_token>

#include "executor/executor.h"

namespace bench {

/// Runs each task in the caller's thread before Submit returns: the plain loop
/// that the pools are held against.
class SequentialExecutor final : public Executor {
 public:
  explicit SequentialExecutor(TaskRunner runner, std::stop_token stop = {});

  Future<Outcome> Submit(Task task) override;
  void Shutdown(bool cancel_pending = false) override;

 private:
  const TaskRunner runner_;
  const std::stop_token stop_;
  bool shut_down_ = false;
};

}  // namespace bench
