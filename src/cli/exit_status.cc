#include "cli/exit_status.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>

#include "util/error.h"
#include "util/print.h"
#include "util/printable.h"

namespace bench {
namespace {

constexpr std::array kExitCodes = {
    ExitCode{"0", "measured, thresholds hold"},
    ExitCode{"1", "a trial failed"},
    ExitCode{"2", "refused, nothing touched"},
    ExitCode{"3", "unlike environments"},
    ExitCode{"4", "other end state"},
    ExitCode{"98", "threshold undecided"},
    ExitCode{"99", "threshold fails"},
    ExitCode{"124", "timeout"},
    ExitCode{"130, 143", "interrupted (saved, cleaned)"},
};

// From the gravest on; kSignalBase stands for every signal.
constexpr std::array<int, 9> kByGravity = {
    kUsage,  kSignalBase, kOtherEndState, kFailed,   kTimeout,
    kUnlike, kRegression, kInconclusive,  kMeasured,
};

constexpr std::size_t kColumns = 80;

std::size_t Rank(int status) {
  const auto* const found =
      std::ranges::find(kByGravity, std::min<int>(status, kSignalBase));
  return static_cast<std::size_t>(found - kByGravity.begin());
}

}  // namespace

std::span<const ExitCode> ExitCodes() { return kExitCodes; }

std::string DescribeExitCodes() {
  std::string text;
  std::string line = "Exit codes:";
  for (const ExitCode& row : kExitCodes) {
    const bool last = &row == &kExitCodes.back();
    const std::string entry =
        fmt::format(" {} {}{}", row.code, row.meaning, last ? "." : ";");
    if (line.size() + entry.size() > kColumns) {
      text += line + "\n";
      line = " ";
    }
    line += entry;
  }
  return text + line;
}

int Gravest(std::initializer_list<int> statuses) {
  return std::ranges::min(statuses, {}, Rank);
}

int SignalStatus(int signal) { return kSignalBase + signal; }

int Interruptible(const Interrupt& interrupt,
                  const std::function<int()>& work) {
  try {
    return work();
  } catch (const Error& error) {
    if (interrupt.signal() == 0 && !interrupt.timed_out()) throw;
    Print(stderr,
          fmt::format("bench: interrupted: {}\n", Printable(error.what())));
    return interrupt.timed_out() ? kTimeout : SignalStatus(interrupt.signal());
  }
}

}  // namespace bench
