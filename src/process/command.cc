#include "process/command.h"

#include <fmt/format.h>

#include <cstring>

#include "util/text.h"

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

std::string EndingText(const Ending& ending) {
  return std::visit(EndingInWords{}, ending);
}

std::string Failure(const Outcome& outcome, std::string_view words) {
  if (outcome.Ok()) return "";
  std::string ending = EndingText(outcome.ending);
  words = Trim(words);
  if (words.empty()) return ending;
  if (std::holds_alternative<Exited>(outcome.ending)) return std::string(words);
  return fmt::format("{}: {}", ending, words);
}

Outcome NeverStarted() {
  Outcome outcome;
  outcome.ending = Stopped{};
  outcome.begin = outcome.spawned = outcome.exited = Clock::now();
  return outcome;
}

}  // namespace bench
