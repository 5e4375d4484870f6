#pragma once

#include <exception>
#include <utility>

#include "executor/future.h"
#include "executor/task.h"

namespace bench {

/// A submitted task and the promise that its future waits for.
struct Submission {
  Task task;
  Promise<Outcome> promise;
};

/// What running a task came to: an outcome, or the error that its future has to
/// give.
struct TaskResult {
  Outcome outcome;
  std::exception_ptr error;
};

/// Never throws: whatever the runner throws is the task's.
inline TaskResult RunTask(const Task& task, const TaskRunner& runner,
                          const std::stop_token& stop) {
  try {
    return {.outcome = runner(task, stop)};
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
