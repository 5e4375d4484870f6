#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "executor/executors.h"
#include "executor/submission.h"

namespace bench {
namespace {

class ThreadPoolExecutor final : public Executor {
 public:
  ThreadPoolExecutor(TaskRunner runner, int workers, std::stop_token stop)
      : runner_(std::move(runner)),
        workers_(static_cast<std::size_t>(workers)),
        stop_(std::move(stop)) {
    CheckWorkers(workers);
  }
  ~ThreadPoolExecutor() override { Shutdown(false); }

  Future<Outcome> Submit(Task task) override {
    const std::lock_guard lock(mutex_);
    if (shut_down_) throw SubmitAfterShutdown();
    if (unfinished_ >= threads_.size() && threads_.size() < workers_) {
      StartWorker();
    }
    ++unfinished_;
    const Future<Outcome> future =
        queue_.emplace_back(Submission{std::move(task), {}}).promise.future();
    changed_.notify_one();
    return future;
  }

  void Shutdown(bool cancel_pending) override {
    std::vector<std::jthread> threads;  // joined at the end of this function
    std::deque<Submission> cancelled;
    {
      const std::lock_guard lock(mutex_);
      shut_down_ = true;
      if (cancel_pending) cancelled = std::exchange(queue_, {});
      threads = std::exchange(threads_, {});
    }
    changed_.notify_all();
    for (const Submission& submission : cancelled) {
      submission.promise.future().Cancel();
    }
  }

  int started_workers() const override {
    const std::lock_guard lock(mutex_);
    return started_;
  }

 private:
  void StartWorker() {
    try {
      threads_.emplace_back([this] { Work(); });
    } catch (const std::system_error& error) {
      throw RunError("cannot start a worker thread: {}", error.what());
    }
    ++started_;
  }

  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return shut_down_ || !queue_.empty(); });
      if (queue_.empty()) return;
      Submission submission = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      const bool started = submission.promise.Start();
      TaskResult result;
      if (started) result = RunTask(submission.task, runner_, stop_);
      lock.lock();
      --unfinished_;
      lock.unlock();
      if (started) Fulfil(submission.promise, std::move(result));
      lock.lock();
    }
  }

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

}  // namespace

std::unique_ptr<Executor> MakeThreadPoolExecutor(TaskRunner runner, int workers,
                                                 std::stop_token stop) {
  return std::make_unique<ThreadPoolExecutor>(std::move(runner), workers,
                                              std::move(stop));
}

}  // namespace bench
