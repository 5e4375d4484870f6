#include <utility>

#include "executor/executors.h"
#include "executor/submission.h"

namespace bench {
namespace {

class SequentialExecutor final : public Executor {
 public:
  SequentialExecutor(TaskRunner runner, std::stop_token stop)
      : runner_(std::move(runner)), stop_(std::move(stop)) {}

  Future<Outcome> Submit(Task task) override {
    if (shut_down_) throw SubmitAfterShutdown();
    Promise<Outcome> promise;
    promise.Start();
    Fulfil(promise, RunTask(task, runner_, stop_));
    return promise.future();
  }

  void Shutdown(bool /*cancel_pending*/) override { shut_down_ = true; }

 private:
  const TaskRunner runner_;
  const std::stop_token stop_;
  bool shut_down_ = false;
};

}  // namespace

std::unique_ptr<Executor> MakeSequentialExecutor(TaskRunner runner,
                                                 std::stop_token stop) {
  return std::make_unique<SequentialExecutor>(std::move(runner),
                                              std::move(stop));
}

}  // namespace bench
