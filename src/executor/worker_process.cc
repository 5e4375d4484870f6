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

}  // namespace

class WorkerProcess::Impl {
 public:
  Impl(WorkerProcess& self, asio::io_context& io,
       const std::vector<std::string>& argv, Events events);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void Send(const std::string& order);
  void End();

  pid_t pid = 0;
  std::optional<Promise<Outcome>> task;
  Reaped reaped;
  double tasks_cpu_s = 0;  // of the answered ones
  std::string killed_for;

 private:
  void Watch();
  void Write();
  void Read();
  void OnLine(std::string_view line);
  void OnOutputEnd();
  void OnBroken(const std::string& what);
  void OnExit();
  void Kill(const std::string& why);
  void EndWhatItStarted();
  void FinishWhenGone();
  void After(milliseconds delay, std::function<void()> step);

  WorkerProcess& self_;
  Events events_;
  const std::string mark_ = NewMark();
  asio::writable_pipe in_;
  asio::readable_pipe out_;
  asio::posix::stream_descriptor exit_watch_;
  asio::steady_timer timer_;
  std::string unsent_;
  std::string sending_;
  std::string received_;
  bool output_ended_ = false;
  bool exited_ = false;
  bool finished_ = false;
};

WorkerProcess::Impl::Impl(WorkerProcess& self, asio::io_context& io,
                          const std::vector<std::string>& argv, Events events)
    : self_(self),
      events_(std::move(events)),
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
  pid = Spawn({.argv = argv,
               .env = {{kMark, mark_}},
               .in = in.read.get(),
               .out = out.write.get()})
            .pid;
  try {
    Watch();
  } catch (...) {
    kill(pid, SIGKILL);
    Reap(pid);
    throw;
  }
}

// Only when the pool's thread is ended by an exception.
WorkerProcess::Impl::~Impl() {
  if (finished_) return;
  EndWhatItStarted();
  kill(pid, SIGKILL);
  Reap(pid);
}

void WorkerProcess::Impl::Watch() {
  Fd pidfd = OpenPidfd(pid);
  exit_watch_.assign(pidfd.get());
  pidfd.release();
  exit_watch_.async_wait(asio::posix::descriptor_base::wait_read,
                         [this](error_code) { OnExit(); });
  Read();
}

void WorkerProcess::Impl::Send(const std::string& order) {
  unsent_ += order;
  if (sending_.empty()) Write();
}

void WorkerProcess::Impl::Write() {
  sending_ = std::exchange(unsent_, {});
  if (sending_.empty()) return;
  asio::async_write(in_, asio::buffer(sending_),
                    [this](error_code error, std::size_t) {
                      sending_.clear();
                      if (!error) return Write();
                      OnBroken("it has closed its input");
                    });
}

void WorkerProcess::Impl::Read() {
  asio::async_read_until(out_, asio::dynamic_buffer(received_), '\n',
                         [this](error_code error, std::size_t size) {
                           if (error) return OnOutputEnd();
                           OnLine(std::string_view(received_).substr(0, size));
                           received_.erase(0, size);
                           Read();
                         });
}

void WorkerProcess::Impl::OnLine(std::string_view line) {
  if (!in_.is_open()) return;  // it is ending; its task has been taken
  try {
    TaskResult result = DecodeAnswer(line);
    tasks_cpu_s += result.outcome.user_s + result.outcome.system_s;
    if (!task) throw Error("answered what it was not asked");
    events_.answered(*std::exchange(task, {}), std::move(result));
  } catch (const Error& error) {
    Kill(error.what());
  }
}

void WorkerProcess::Impl::OnOutputEnd() {
  output_ended_ = true;
  OnBroken("it has closed its output");
  FinishWhenGone();
}

// A pipe breaks first when a worker ends: most likely OnExit follows at once.
void WorkerProcess::Impl::OnBroken(const std::string& what) {
  if (exited_ || !in_.is_open()) return;
  After(kLinger, [this, what] { Kill(what); });
}

void WorkerProcess::Impl::OnExit() {
  exited_ = true;
  // Otherwise it has done so by itself, and looking for them takes a while.
  if (!ExitedWithZero(pid)) EndWhatItStarted();
  // What it had written is still to be read.
  if (!output_ended_) {
    After(kLinger, [this] { Close(out_); });
  }
  FinishWhenGone();
}

void WorkerProcess::Impl::End() {
  Close(in_);
  if (!exited_) {
    After(kEndGrace, [this] { Kill("it did not end when asked to"); });
  }
}

void WorkerProcess::Impl::Kill(const std::string& why) {
  if (exited_) return;
  if (killed_for.empty()) killed_for = why;
  EndWhatItStarted();
  kill(pid, SIGKILL);
}

void WorkerProcess::Impl::EndWhatItStarted() {
  EndMarked(fmt::format("{}={}", kMark, mark_), pid);
}

void WorkerProcess::Impl::FinishWhenGone() {
  if (!exited_ || !output_ended_ || finished_) return;
  finished_ = true;
  timer_.cancel();
  Close(in_);
  Close(out_);
  Close(exit_watch_);
  reaped = Reap(pid);
  events_.gone(self_);
}

void WorkerProcess::Impl::After(milliseconds delay,
                                std::function<void()> step) {
  timer_.expires_after(delay);
  timer_.async_wait([step = std::move(step)](error_code error) {
    if (!error) step();
  });
}

WorkerProcess::WorkerProcess(asio::io_context& io,
                             const std::vector<std::string>& argv,
                             Events events)
    : impl_(std::make_unique<Impl>(*this, io, argv, std::move(events))) {}

WorkerProcess::~WorkerProcess() = default;

bool WorkerProcess::free() const { return !impl_->task; }

void WorkerProcess::Give(const std::string& order, Promise<Outcome> promise) {
  impl_->task = std::move(promise);
  impl_->Send(order);
}

void WorkerProcess::Stop() { impl_->Send(EncodeStop()); }

void WorkerProcess::End() { impl_->End(); }

std::optional<Promise<Outcome>> WorkerProcess::TakeTask() {
  return std::exchange(impl_->task, std::nullopt);
}

pid_t WorkerProcess::pid() const { return impl_->pid; }

std::string WorkerProcess::DescribeEnd() const {
  return impl_->killed_for.empty() ? EndingText(impl_->reaped.ending)
                                   : impl_->killed_for;
}

// What wait4 tells of a worker includes the children that it has waited for.
double WorkerProcess::cpu_seconds() const {
  const Reaped& reaped = impl_->reaped;
  return std::max(0.0, reaped.user_s + reaped.system_s - impl_->tasks_cpu_s);
}

}  // namespace bench
