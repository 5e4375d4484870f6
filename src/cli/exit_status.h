#pragma once

namespace bench {

/// What the program ends with. When several hold: kUsage, then the signals,
/// kOtherEndState, kFailed, kTimeout, kUnlike, kRegression, kInconclusive.
enum ExitStatus : int {
  kMeasured = 0,       // thresholds hold, or are undecided and may be
  kFailed = 1,         // a trial failed, or the run could not go on
  kUsage = 2,          // usage, scenario or preflight: nothing was touched
  kUnlike = 3,         // results of unlike environments are not compared
  kOtherEndState = 4,  // a strategy did not leave what it should have
  kInconclusive = 98,  // a threshold is undecided, with --on-inconclusive fail
  kRegression = 99,    // a threshold does not hold
  kTimeout = 124,      // --timeout was over; saved and cleaned up
  // Ended by a signal, after cleaning up: 128 + its number, as a shell says it
  // (130 for Ctrl-C, 143 for SIGTERM).
  kSignalBase = 128,
};

}  // namespace bench
