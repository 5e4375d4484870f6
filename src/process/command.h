#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bench {

/// The clock of every measurement. It counts from boot and is the same for all
/// processes of a machine, so stamps of worker processes compare with ours.
using Clock = std::chrono::steady_clock;

/// One child process: what to run. A plain value, so that it can be sent to a
/// worker process.
struct Command {
  /// argv[0] is an absolute path: nothing is searched on PATH.
  std::vector<std::string> argv;
  /// Added to the inherited environment; wins over what is there.
  std::map<std::string, std::string> env;
  /// After it the process group gets SIGTERM, a grace later SIGKILL. 0: none.
  std::chrono::milliseconds timeout{0};

  bool operator==(const Command&) const = default;
};

/// How a child ended.
struct Exited {
  int code = 0;
  bool operator==(const Exited&) const = default;
};
struct Signaled {
  int signal = 0;
  bool operator==(const Signaled&) const = default;
};
/// Ended by us because its Command::timeout had passed.
struct TimedOut {
  bool operator==(const TimedOut&) const = default;
};
/// Ended by us because the run was asked to stop (Ctrl-C).
struct Stopped {
  bool operator==(const Stopped&) const = default;
};
using Ending = std::variant<Exited, Signaled, TimedOut, Stopped>;

/// What one child did. A failing child is a value, not an exception.
struct Outcome {
  Ending ending;
  std::string out;
  std::string err;
  /// An output was longer than kOutputCap; the rest was read and dropped.
  bool truncated = false;

  /// begin: just before the launch; spawned: the launch has returned;
  /// exited: the child has been seen to end.
  Clock::time_point begin;
  Clock::time_point spawned;
  Clock::time_point exited;

  /// From wait4: of the child and of its children that it has waited for.
  double user_s = 0;
  double system_s = 0;
  std::int64_t max_rss_bytes = 0;

  bool Ok() const {
    const auto* exited_normally = std::get_if<Exited>(&ending);
    return exited_normally != nullptr && exited_normally->code == 0;
  }
};

/// How much of each output of a child is kept.
inline constexpr std::size_t kOutputCap = std::size_t{16} << 20;

/// "exit code 1", "signal 9 (Killed)", "timed out", "stopped".
std::string EndingText(const Ending& ending);

/// Why a program failed, in `words` of its own, such as Outcome::err: trimmed,
/// and after how it ended unless it exited by itself. Only how it ended where
/// it said nothing; empty where it succeeded.
std::string Failure(const Outcome& outcome, std::string_view words);

/// Stopped before it was launched: all three stamps are now.
Outcome NeverStarted();

}  // namespace bench
