#include "process/command.h"

#include <fmt/format.h>

#include <cstring>

namespace bench {
namespace {

struct EndingInWords {
  std::string operator()(Exited exited) const {
    return fmt::format("exit code {}", exited.code);
  }
  std::string operator()(Signaled signaled) const {
    const char* const name = sigdescr_np(signaled.signal);
    return fmt::format("signal {} ({})", signaled.signal,
                       name == nullptr ? "unknown" : name);
  }
  std::string operator()(TimedOut) const { return "timed out"; }
  std::string operator()(Stopped) const { return "stopped"; }
};

}  // namespace

std::string Describe(const Ending& ending) {
  return std::visit(EndingInWords{}, ending);
}

Outcome NeverStarted() {
  Outcome outcome;
  outcome.ending = Stopped{};
  outcome.begin = outcome.spawned = outcome.exited = Clock::now();
  return outcome;
}

}  // namespace bench
