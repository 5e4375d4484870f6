#pragma once

namespace bench {

/// What the program ends with. When several hold: kUsage before the signals,
/// before kFailed.
enum ExitStatus : int {
  kMeasured = 0,  // every trial is valid
  kFailed = 1,    // a trial is not valid, or the run could not go on
  kUsage = 2,     // usage, scenario or preflight: nothing was touched
  // Ended by a signal, after cleaning up: 128 + its number, as a shell says it
  // (130 for Ctrl-C, 143 for SIGTERM).
  kSignalBase = 128,
};

}  // namespace bench
