#include "process/subprocess_runner.h"

// clang-format off: Boost 1.81 with std::filesystem needs them in this order.
#include <boost/optional.hpp>
#include <boost/type_traits.hpp>
#include <boost/process/v2/process.hpp>
// clang-format on

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "process/reap.h"
#include "process/spawn.h"

namespace bench {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;

// Between TERM and KILL: what helm needs to end a request and say so.
constexpr milliseconds kGrace{2000};
// How long an output may stay open once the child has ended or been killed.
constexpr milliseconds kLinger{500};

// One output of the child, read to its end.
class Capture {
 public:
  Capture(asio::io_context& io, std::function<void()> on_closed)
      : pipe_(io), on_closed_(std::move(on_closed)) {}

  void Open(Fd fd) {
    pipe_.assign(fd.get());
    fd.release();
    Read();
  }
  // Gives up what has not been read.
  void Close() { pipe_.close(); }
  void TellLines(const OnLine& on_line) { lines_.emplace(on_line); }
  bool open() const { return open_; }
  bool truncated() const { return truncated_; }
  std::string TakeText() { return std::move(text_); }

 private:
  void Read() {
    pipe_.async_read_some(asio::buffer(buffer_),
                          [this](error_code error, std::size_t size) {
                            if (!error) {
                              Keep(size);
                              return Read();
                            }
                            open_ = false;
                            if (lines_) lines_->Finish();
                            on_closed_();
                          });
  }
  void Keep(std::size_t size) {
    if (lines_) lines_->Feed({buffer_.data(), size});
    const std::size_t kept = std::min(size, kOutputCap - text_.size());
    text_.append(buffer_.data(), kept);
    if (kept < size) truncated_ = true;
  }

  asio::readable_pipe pipe_;
  std::function<void()> on_closed_;
  std::array<char, std::size_t{16} << 10> buffer_;
  std::string text_;
  std::optional<LineSplitter> lines_;
  bool truncated_ = false;
  bool open_ = true;
};

// One child from its launch until it has been waited for. Everything happens
// in the thread that calls Wait.
class Child {
 public:
  explicit Child(const Command& command) : timeout_(command.timeout) {
    Pipe out = MakePipe();
    Pipe err = MakePipe();
    out_.Open(std::move(out.read));
    err_.Open(std::move(err.read));
    launched_ = Spawn({.argv = command.argv,
                       .env = command.env,
                       .out = out.write.get(),
                       .err = err.write.get()});
    Adopt();
  }

  ~Child() {
    if (process_ && process_->is_open()) Signal(SIGKILL);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void TellLines(const OnLine& on_line) { out_.TellLines(on_line); }

  Outcome Wait(const std::stop_token& stop) {
    exit_watch_.async_wait(asio::posix::descriptor_base::wait_read,
                           [this](error_code) { OnExit(); });
    if (timeout_ > milliseconds::zero()) After(timeout_, &Child::OnTimeout);
    const std::stop_callback on_stop(
        stop, [this] { asio::post(io_, [this] { End(Stopped{}); }); });
    io_.run();

    // Whoever of the group has neither an output nor ended at TERM.
    if (ended_by_us_) Signal(SIGKILL);
    Outcome outcome = Reap(launched_.pid);
    process_->detach();
    if (ended_by_us_) outcome.ending = *ended_by_us_;
    outcome.begin = launched_.begin;
    outcome.spawned = launched_.spawned;
    outcome.exited = *exited_;
    outcome.truncated = out_.truncated() || err_.truncated();
    outcome.out = out_.TakeText();
    outcome.err = err_.TakeText();
    return outcome;
  }

 private:
  void Adopt() {
    try {
      Fd pidfd = OpenPidfd(launched_.pid);
      exit_watch_.assign(pidfd.get());
      pidfd.release();
      process_.emplace(io_.get_executor(), launched_.pid);
    } catch (...) {
      Signal(SIGKILL);
      Reap(launched_.pid);
      throw;
    }
  }

  void OnExit() {
    exited_ = Clock::now();
    if (Over()) {
      timer_.cancel();
    } else if (!ended_by_us_) {
      After(kLinger, &Child::Kill);
    }
  }

  void OnOutputClosed() {
    if (Over()) timer_.cancel();
  }

  void End(const Ending& why) {
    if (exited_ || ended_by_us_) return;
    ended_by_us_ = why;
    Signal(SIGTERM);
    After(kGrace, &Child::Kill);
  }

  void OnTimeout() { End(TimedOut{}); }

  void Kill() {
    Signal(SIGKILL);
    After(kLinger, &Child::GiveUpOutputs);
  }

  // Only a process that has left the group can still hold them.
  void GiveUpOutputs() {
    out_.Close();
    err_.Close();
  }

  void After(milliseconds delay, void (Child::*step)()) {
    timer_.expires_after(delay);
    timer_.async_wait([this, step](error_code error) {
      if (!error && !Over()) (this->*step)();
    });
  }

  bool Over() const { return exited_ && !out_.open() && !err_.open(); }
  // The child is not reaped before the last call, so the group is its own.
  void Signal(int signal) { kill(-launched_.pid, signal); }

  // One thread runs it: asio need not wake others.
  asio::io_context io_{1};
  Capture out_{io_, [this] { OnOutputClosed(); }};
  Capture err_{io_, [this] { OnOutputClosed(); }};
  // The next step against the child: of its timeout or of ending it.
  asio::steady_timer timer_{io_};
  asio::posix::stream_descriptor exit_watch_{io_};
  Spawned launched_;
  // Kills the child when an exception leaves; Boost 1.81 waits with waitpid,
  // which tells no resource use, so we do that ourselves and detach it.
  std::optional<boost::process::v2::process> process_;

  milliseconds timeout_;
  std::optional<Clock::time_point> exited_;
  std::optional<Ending> ended_by_us_;
};

}  // namespace

Outcome SubprocessRunner::Run(const Command& command, std::stop_token stop) {
  return RunLines(command, std::move(stop), nullptr);
}

Outcome SubprocessRunner::RunLines(const Command& command, std::stop_token stop,
                                   const OnLine& on_line) {
  if (stop.stop_requested()) return NeverStarted();
  try {
    Child child(command);
    if (on_line) child.TellLines(on_line);
    return child.Wait(stop);
  } catch (const LaunchError&) {
    throw;
  } catch (const std::exception& error) {  // no descriptors, no memory
    throw LaunchError("cannot run {}: {}", command.argv[0], error.what());
  }
}

}  // namespace bench
