#pragma once

#include <stop_token>

#include "process/command.h"
#include "process/lines.h"
#include "util/error.h"

namespace bench {

/// The child could not be started: no such file, not executable, no more
/// processes. Names the program and the reason.
class LaunchError : public Error {
 public:
  using Error::Error;
};

/// Runs one child process to its end. An interface, so that tests can answer
/// for programs that are not there; SubprocessRunner is the real one.
class CommandRunner {
 public:
  virtual ~CommandRunner() = default;

  /// Blocks until the child has ended and both its outputs are closed. Safe to
  /// call from many threads at once. When `stop` is requested the child's whole
  /// process group is ended (TERM, a grace later KILL) and the outcome says
  /// Stopped; when it had been requested before, nothing is launched. Throws
  /// LaunchError, and nothing else.
  virtual Outcome Run(const Command& command, std::stop_token stop) = 0;

  /// As Run, and tells each line of stdout, in the caller's thread: as it comes
  /// where the runner can, else at the end. `on_line` must not throw.
  virtual Outcome RunLines(const Command& command, std::stop_token stop,
                           const OnLine& on_line);
};

}  // namespace bench
