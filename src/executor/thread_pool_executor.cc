#include "executor/thread_pool_executor.h"

#include <system_error>
#include <utility>

namespace bench {

ThreadPoolExecutor::ThreadPoolExecutor(TaskRunner runner, int workers,
                                       std::stop_token stop)
    : runner_(std::move(runner)),
      workers_(static_cast<std::size_t>(workers)),
      stop_(std::move(stop)) {
  CheckWorkers(workers);
}

ThreadPoolExecutor::~ThreadPoolExecutor() { Shutdown(); }

Future<Outcome> ThreadPoolExecutor::Submit(Task task) {
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

void ThreadPoolExecutor::Shutdown(bool cancel_pending) {
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

int ThreadPoolExecutor::started_workers() const {
  const std::lock_guard lock(mutex_);
  return started_;
}

void ThreadPoolExecutor::StartWorker() {
  try {
    threads_.emplace_back([this] { Work(); });
  } catch (const std::system_error& error) {
    throw RunError("cannot start a worker thread: {}", error.what());
  }
  ++started_;
}

void ThreadPoolExecutor::Work() {
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

}  // namespace bench
