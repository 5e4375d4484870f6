#include "process/command_runner.h"

#include <utility>

namespace bench {

Outcome CommandRunner::RunLines(const Command& command, std::stop_token stop,
                                const OnLine& on_line) {
  Outcome outcome = Run(command, std::move(stop));
  LineSplitter lines(on_line);
  lines.Feed(outcome.out);
  lines.Finish();
  return outcome;
}

}  // namespace bench
