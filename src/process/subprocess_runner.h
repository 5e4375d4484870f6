#pragma once

#include <stop_token>

#include "process/command_runner.h"

namespace bench {

/// Runs real processes: launched with posix_spawn, watched by Boost.Process,
/// waited for with wait4. A child has its own process group, stdin from
/// /dev/null, both outputs captured, and no other descriptor of ours.
///
/// The run ends when the child has ended and both its outputs are closed. A
/// grandchild that keeps one open longer than half a second is killed with the
/// rest of the group.
class SubprocessRunner : public CommandRunner {
 public:
  Outcome Run(const Command& command, std::stop_token stop) override;
  Outcome RunLines(const Command& command, std::stop_token stop,
                   const OnLine& on_line) override;
};

}  // namespace bench
