#include "executor/worker_process.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/writable_pipe.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <exception>
#include <string_view>
#include <utility>

#include "executor/wire.h"
#include "process/reap.h"
#include "process/spawn.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

// A worker that is asked to end first ends its command, which takes up to
// three seconds (subprocess_runner.cc).
constexpr milliseconds kEndGrace{6000};
// Between the end of its output and its own, or the other way round.
constexpr milliseconds kLinger{500};

// A variable that a worker and all that it starts have: when the worker is
// killed, the command that it was running has to be found and ended.
constexpr const char* kMark = "HELM_BENCH_WORKER";

// No two workers on this machine have the same.
std::string NewMark() {
  static std::atomic<int> count = 0;
  return fmt::format("{}-{}", getpid(), ++count);
}

// Whether it fails makes no difference: it is not used again.
template <typename IoObject>
void Close(IoObject& object) {
  error_code ignored;
  static_cast<void>(object.close(ignored));
}

class Worker final : public WorkerProcess {
 public:
  Worker(asio::io_context& io, const std::vector<std::string>& argv,
         Events events)
      : events_(std::move(events)),
        in_(io),
        out_(io),
        exit_watch_(io),
        timer_(io) {
    Pipe in = MakePipe();
    Pipe out = MakePipe();
    in_.assign(in.write.get());
    in.write.release();
    out_.assign(out.read.get());
    out.read.release();
    pid_ = Spawn({.argv = argv,
                  .env = {{kMark, mark_}},
                  .in = in.read.get(),
                  .out = out.write.get()})
               .pid;
    try {
      Watch();
    } catch (...) {
      kill(pid_, SIGKILL);
      Reap(pid_);
      throw;
    }
  }

  // Only when the pool's thread is ended by an exception.
  ~Worker() override {
    if (finished_) return;
    EndWhatItStarted();
    kill(pid_, SIGKILL);
    Reap(pid_);
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  bool free() const override { return !task_; }

  void Give(const std::string& order, Promise<Outcome> promise) override {
    task_ = std::move(promise);
    Send(order);
  }

  void Stop() override { Send(EncodeStop()); }

  void End() override {
    Close(in_);
    if (!exited_) {
      After(kEndGrace, [this] { Kill("it did not end when asked to"); });
    }
  }

  std::optional<Promise<Outcome>> TakeTask() override {
    return std::exchange(task_, std::nullopt);
  }

  pid_t pid() const override { return pid_; }

  std::string DescribeEnd() const override {
    return killed_for_.empty() ? EndingText(reaped_.ending) : killed_for_;
  }

  // What wait4 tells of a worker includes the children that it has waited for.
  double cpu_seconds() const override {
    return std::max(0.0, reaped_.user_s + reaped_.system_s - tasks_cpu_s_);
  }

 private:
  void Watch() {
    Fd pidfd = OpenPidfd(pid_);
    exit_watch_.assign(pidfd.get());
    pidfd.release();
    exit_watch_.async_wait(asio::posix::descriptor_base::wait_read,
                           [this](error_code) { OnExit(); });
    Read();
  }

  void Send(const std::string& order) {
    unsent_ += order;
    if (sending_.empty()) Write();
  }

  void Write() {
    sending_ = std::exchange(unsent_, {});
    if (sending_.empty()) return;
    asio::async_write(in_, asio::buffer(sending_),
                      [this](error_code error, std::size_t) {
                        sending_.clear();
                        if (!error) return Write();
                        OnBroken("it has closed its input");
                      });
  }

  void Read() {
    asio::async_read_until(
        out_, asio::dynamic_buffer(received_), '\n',
        [this](error_code error, std::size_t size) {
          if (error) return OnOutputEnd();
          OnLine(std::string_view(received_).substr(0, size));
          received_.erase(0, size);
          Read();
        });
  }

  void OnLine(std::string_view line) {
    if (!in_.is_open()) return;  // it is ending; its task has been taken
    try {
      TaskResult result = DecodeAnswer(line);
      tasks_cpu_s_ += result.outcome.user_s + result.outcome.system_s;
      if (!task_) throw Error("answered what it was not asked");
      events_.answered(*std::exchange(task_, {}), std::move(result));
    } catch (const Error& error) {
      Kill(error.what());
    }
  }

  void OnOutputEnd() {
    output_ended_ = true;
    OnBroken("it has closed its output");
    FinishWhenGone();
  }

  // A pipe breaks first when a worker ends: most likely OnExit follows at once.
  void OnBroken(const std::string& what) {
    if (exited_ || !in_.is_open()) return;
    After(kLinger, [this, what] { Kill(what); });
  }

  void OnExit() {
    exited_ = true;
    // Otherwise it has done so by itself, and looking for them takes a while.
    if (!ExitedWithZero(pid_)) EndWhatItStarted();
    // What it had written is still to be read.
    if (!output_ended_) {
      After(kLinger, [this] { Close(out_); });
    }
    FinishWhenGone();
  }

  void Kill(const std::string& why) {
    if (exited_) return;
    if (killed_for_.empty()) killed_for_ = why;
    EndWhatItStarted();
    kill(pid_, SIGKILL);
  }

  void EndWhatItStarted() {
    EndMarked(fmt::format("{}={}", kMark, mark_), pid_);
  }

  void FinishWhenGone() {
    if (!exited_ || !output_ended_ || finished_) return;
    finished_ = true;
    timer_.cancel();
    Close(in_);
    Close(out_);
    Close(exit_watch_);
    reaped_ = Reap(pid_);
    events_.gone(*this);
  }

  void After(milliseconds delay, std::function<void()> step) {
    timer_.expires_after(delay);
    timer_.async_wait([step = std::move(step)](error_code error) {
      if (!error) step();
    });
  }

  Events events_;
  const std::string mark_ = NewMark();
  asio::writable_pipe in_;
  asio::readable_pipe out_;
  asio::posix::stream_descriptor exit_watch_;
  asio::steady_timer timer_;
  pid_t pid_ = 0;
  std::optional<Promise<Outcome>> task_;
  std::string unsent_;
  std::string sending_;
  std::string received_;
  std::string killed_for_;
  bool output_ended_ = false;
  bool exited_ = false;
  bool finished_ = false;
  Outcome reaped_;
  double tasks_cpu_s_ = 0;  // of the answered ones
};

}  // namespace

std::unique_ptr<WorkerProcess> StartWorker(asio::io_context& io,
                                           const std::vector<std::string>& argv,
                                           WorkerProcess::Events events) {
  return std::make_unique<Worker>(io, argv, std::move(events));
}

}  // namespace bench
