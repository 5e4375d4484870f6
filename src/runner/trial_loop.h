#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "model/trial.h"
#include "runner/progress.h"

namespace bench {

/// What became of one trial.
struct TrialEnd {
  /// Empty when the run was interrupted in it: half a trial is no measurement.
  std::optional<TrialResult> trial;
  /// Why no further trial can be run (the cluster is gone, say); empty when one
  /// can.
  std::string cannot_go_on;
};

/// Runs one trial to its end.
using RunTrial = std::function<TrialEnd(const PlannedTrial&)>;

/// Called with each trial the moment it has ended. May throw RunError: the
/// run cannot go on.
using OnTrial = std::function<void(const TrialResult&)>;

/// Why a run ended before its last trial.
struct RunEnd {
  bool interrupted = false;
  std::string reason;  // empty: all trials were run
};

/// The core loop: runs these trials in their order, each as one Google
/// Benchmark of one iteration with manual time, whatever BENCHMARK_* variables
/// say. Stops early when `stop` is requested, when a trial says that it cannot
/// go on, or when several in a row could not even be prepared.
RunEnd RunTrials(const std::vector<PlannedTrial>& trials,
                 const RunTrial& run_trial, const OnTrial& on_trial,
                 Progress& progress, std::stop_token stop);

}  // namespace bench
