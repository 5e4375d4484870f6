#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <csignal>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "executor/executors.h"
#include "executor/submission.h"
#include "executor/wire.h"
#include "executor/worker_process.h"
#include "process/program.h"

namespace bench {
namespace {

namespace asio = boost::asio;

// Writing to a worker that has just died is an error, not our end.
void BlockSigpipeInThisThread() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

// Its one thread alone touches workers and tasks. Others reach it by posting.
class ProcessPoolExecutor final : public Executor {
 public:
  ProcessPoolExecutor(int workers, std::stop_token stop,
                      std::vector<std::string> worker_argv)
      : max_workers_(static_cast<std::size_t>(workers)),
        stop_(std::move(stop)),
        worker_argv_(std::move(worker_argv)) {}
  ~ProcessPoolExecutor() override { Shutdown(false); }

  Future<Outcome> Submit(Task task) override {
    const std::lock_guard lock(mutex_);
    if (shut_down_) throw SubmitAfterShutdown();
    if (!broken_.empty()) throw BrokenPool(broken_);
    Submission submission{std::move(task), {}};
    const Future<Outcome> future = submission.promise.future();
    asio::post(io_, [this, submission = std::move(submission)]() mutable {
      pending_.push_back(std::move(submission));
      Dispatch();
    });
    return future;
  }

  void Shutdown(bool cancel_pending) override {
    {
      const std::lock_guard lock(mutex_);
      if (!shut_down_) {
        asio::post(io_, [this, cancel_pending] { OnShutdown(cancel_pending); });
      }
      shut_down_ = true;
    }
    if (thread_.joinable()) thread_.join();
  }

  double WorkersCpuSeconds() const override { return cpu_seconds_; }
  int started_workers() const override { return started_workers_; }

 private:
  void OnShutdown(bool cancel_pending) {
    shutting_down_ = true;
    if (cancel_pending) {
      for (const Submission& submission : std::exchange(pending_, {})) {
        submission.promise.future().Cancel();
      }
    }
    EndWhenDone();
  }

  void OnStop() {
    for (const auto& worker : workers_) {
      if (!worker->free()) worker->Stop();
    }
    Dispatch();
  }

  // Each pending task to a free worker, as long as there are both.
  void Dispatch() {
    if (ending_) {
      AnswerPending({.error = std::make_exception_ptr(BrokenPool(broken_))});
    } else if (stop_.stop_requested()) {
      AnswerPending({.outcome = NeverStarted()});
    }
    while (!pending_.empty()) {
      WorkerProcess* const worker = FreeWorker();
      if (worker == nullptr) return;
      Submission next = std::move(pending_.front());
      pending_.pop_front();
      if (next.promise.Start()) Give(std::move(next), *worker);
    }
  }

  void AnswerPending(const TaskResult& result) {
    for (Submission& submission : std::exchange(pending_, {})) {
      if (submission.promise.Start()) Fulfil(submission.promise, result);
    }
  }

  // Null when all are busy, or when the pool broke because none could be
  // started; nothing is pending then.
  WorkerProcess* FreeWorker() {
    for (const auto& worker : workers_) {
      if (worker->free()) return worker.get();
    }
    if (workers_.size() == max_workers_) return nullptr;
    WorkerProcess::Events events;
    events.answered = [this](Promise<Outcome> promise, TaskResult result) {
      Dispatch();  // first, so that no worker waits for those who wait for it
      Fulfil(promise, std::move(result));
      EndWhenDone();
    };
    events.gone = [this](const WorkerProcess& worker) { OnGone(worker); };
    try {
      workers_.push_back(StartWorker(io_, worker_argv_, std::move(events)));
    } catch (const std::exception& error) {
      Break(fmt::format("the process pool is broken: no worker process: {}",
                        error.what()));
      return nullptr;
    }
    ++living_;
    ++started_workers_;
    return workers_.back().get();
  }

  static void Give(Submission submission, WorkerProcess& worker) {
    try {
      worker.Give(EncodeRun(submission.task), submission.promise);
    } catch (...) {
      submission.promise.SetError(std::current_exception());
    }
  }

  void OnGone(const WorkerProcess& worker) {
    --living_;
    cpu_seconds_ += worker.cpu_seconds();
    if (!ending_) {
      Break(fmt::format(
          "the process pool is broken: its worker process {} has died: {}; "
          "what had not finished is lost",
          worker.pid(), worker.DescribeEnd()));
    }
    EndWhenDone();
  }

  void Break(const std::string& why) {
    {
      const std::lock_guard lock(mutex_);
      broken_ = why;
    }
    EndWorkers();
    const TaskResult lost{.error = std::make_exception_ptr(BrokenPool(why))};
    AnswerPending(lost);
    for (const auto& worker : workers_) {
      auto promise = worker->TakeTask();
      if (promise) Fulfil(*promise, lost);
    }
  }

  void EndWorkers() {
    ending_ = true;
    for (const auto& worker : workers_) worker->End();
  }

  void EndWhenDone() {
    if (!shutting_down_ || !pending_.empty()) return;
    for (const auto& worker : workers_) {
      if (!worker->free()) return;
    }
    if (!ending_) EndWorkers();
    if (living_ == 0) until_shutdown_.reset();
  }

  const std::size_t max_workers_;
  const std::stop_token stop_;
  const std::vector<std::string> worker_argv_;

  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> until_shutdown_{
      io_.get_executor()};
  std::deque<Submission> pending_;
  // They stay here when they are gone: no worker ever takes another's place.
  std::vector<std::unique_ptr<WorkerProcess>> workers_;
  std::size_t living_ = 0;
  bool shutting_down_ = false;
  bool ending_ = false;

  // Shared with other threads.
  std::mutex mutex_;
  bool shut_down_ = false;
  std::string broken_;
  std::atomic<double> cpu_seconds_ = 0;
  std::atomic<int> started_workers_ = 0;

  std::stop_callback<std::function<void()>> on_stop_{
      stop_, [this] { asio::post(io_, [this] { OnStop(); }); }};
  std::jthread thread_{[this] {
    BlockSigpipeInThisThread();
    io_.run();
  }};
};

}  // namespace

std::vector<std::string> OwnWorkerArgv() {
  return {OwnProgram().string(), "worker"};
}

std::unique_ptr<Executor> MakeProcessPoolExecutor(
    int workers, std::stop_token stop, std::vector<std::string> worker_argv) {
  CheckWorkers(workers);
  try {
    return std::make_unique<ProcessPoolExecutor>(workers, std::move(stop),
                                                 std::move(worker_argv));
  } catch (const std::exception& error) {  // no descriptors, no thread
    throw RunError("cannot make a process pool: {}", error.what());
  }
}

}  // namespace bench
