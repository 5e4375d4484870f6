#include "executor/sequential_executor.h"

#include <utility>

#include "executor/task.h"

namespace bench {

SequentialExecutor::SequentialExecutor(CommandRunner& runner,
                                       std::stop_token stop)
    : runner_(runner), stop_(std::move(stop)) {}

Future<Outcome> SequentialExecutor::Submit(Command command) {
  if (shut_down_) throw SubmitAfterShutdown();
  Promise<Outcome> promise;
  promise.Start();
  Fulfil(promise, RunTask(command, runner_, stop_));
  return promise.future();
}

void SequentialExecutor::Shutdown(bool /*cancel_pending*/) {
  shut_down_ = true;
}

}  // namespace bench
