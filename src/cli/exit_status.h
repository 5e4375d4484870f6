#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "runner/interrupt.h"

namespace bench {

/// What the program ends with.
enum ExitStatus : int {
  kMeasured = 0,       // thresholds hold, or are undecided and may be
  kFailed = 1,         // a trial failed, or the run could not go on
  kUsage = 2,          // usage, scenario or preflight: nothing was touched
  kUnlike = 3,         // results of unlike environments were kept apart
  kOtherEndState = 4,  // a strategy did not leave what it should have
  kInconclusive = 98,  // a threshold is undecided, with --on-inconclusive fail
  kRegression = 99,    // a threshold does not hold
  kTimeout = 124,      // --timeout was over; saved and cleaned up
  // Ended by a signal, after cleaning up: 128 + its number, as a shell says it
  // (130 for Ctrl-C, 143 for SIGTERM).
  kSignalBase = 128,
};

/// A row of the table of all of them, which --help and the README show.
struct ExitCode {
  std::string_view code;     // "130, 143"
  std::string_view meaning;  // a few words
};

/// In ascending order.
std::span<const ExitCode> ExitCodes();

/// The table for --help: lines of at most 80 columns.
std::string DescribeExitCodes();

/// What the program ends with when several hold: the first of kUsage, a signal,
/// kOtherEndState, kFailed, kTimeout, kUnlike, kRegression, kInconclusive,
/// kMeasured.
int Gravest(std::initializer_list<int> statuses);

/// What the program ends with after a signal.
int SignalStatus(int signal);

/// Does `work` and returns its exit status. When a signal made it give up with
/// an Error, that is said on stderr, and the status is the signal's.
int Interruptible(const Interrupt& interrupt, const std::function<int()>& work);

}  // namespace bench
