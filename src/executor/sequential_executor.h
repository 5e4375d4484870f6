#pragma once

#include <stop_token>

#include "executor/executor.h"
#include "process/command_runner.h"

namespace bench {

/// Runs each task in the caller's thread before Submit returns: the plain loop
/// that the pools are held against.
class SequentialExecutor final : public Executor {
 public:
  explicit SequentialExecutor(CommandRunner& runner, std::stop_token stop = {});

  Future<Outcome> Submit(Command command) override;
  void Shutdown(bool cancel_pending = false) override;

 private:
  CommandRunner& runner_;
  std::stop_token stop_;
  bool shut_down_ = false;
};

}  // namespace bench
