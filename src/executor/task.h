#pragma once

#include "executor/future.h"
#include "process/command_runner.h"

namespace bench {

/// A submitted command and the promise that its future waits for.
struct Task {
  Command command;
  Promise<Outcome> promise;
};

/// What running a command came to: an outcome, or the error that its future
/// has to give.
struct TaskResult {
  Outcome outcome;
  std::exception_ptr error;
};

/// Never throws: whatever the runner throws is the task's.
inline TaskResult RunTask(const Command& command, CommandRunner& runner,
                          const std::stop_token& stop) {
  try {
    return {.outcome = runner.Run(command, stop)};
  } catch (...) {
    return {.error = std::current_exception()};
  }
}

inline void Fulfil(Promise<Outcome>& promise, TaskResult result) {
  if (result.error) {
    promise.SetError(std::move(result.error));
  } else {
    promise.SetValue(std::move(result.outcome));
  }
}

}  // namespace bench
