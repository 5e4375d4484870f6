#include "executor/sequential_executor.h"

#include <utility>

#include "executor/submission.h"

namespace bench {

SequentialExecutor::SequentialExecutor(TaskRunner runner, std::stop_token stop)
    : runner_(std::move(runner)), stop_(std::move(stop)) {}

Future<Outcome> SequentialExecutor::Submit(Task task) {
  if (shut_down_) throw SubmitAfterShutdown();
  Promise<Outcome> promise;
  promise.Start();
  Fulfil(promise, RunTask(task, runner_, stop_));
  return promise.future();
}

void SequentialExecutor::Shutdown(bool /*cancel_pending*/) {
  shut_down_ = true;
}

}  // namespace bench
