#pragma once

#include <functional>
#include <string>

#include "model/result.h"
#include "runner/interrupt.h"
#include "runner/progress.h"
#include "runner/schedule.h"
#include "runner/setup.h"
#include "runner/trial.h"
#include "runner/trial_loop.h"

namespace bench {

/// What a run came to.
struct Measured {
  Result result;
  /// By --timeout, which counts no longer once everything is measured.
  bool timed_out = false;
  /// Why something of ours may be left in the cluster; empty: nothing is.
  std::string left;
};

/// The part of a run that touches the cluster: the core loop, pass after pass
/// of blocks.
class Run {
 public:
  Run(const Setup& setup, const Site& site, Progress& progress,
      const Interrupt& interrupt)
      : setup_(setup),
        site_(site),
        progress_(progress),
        interrupt_(interrupt) {}

  /// Runs the plan of a result without trials, then removes the namespaces and
  /// all that is in them. Throws nothing: what goes wrong is said in
  /// `ended_early` of the result. `conclusive`: whether a run that may be
  /// extended need not be.
  Measured Measure(Result planned, const OnTrial& on_trial,
                   const std::function<bool(const Result&)>& conclusive);

 private:
  RunEnd RunPass(const Pass& pass, const OnTrial& on_trial);
  /// A cluster that has died and can be started anew costs a trial, not the
  /// run.
  TrialEnd Recovered(TrialEnd end);
  std::string CleanUp();

  const Setup& setup_;
  Site site_;
  Progress& progress_;
  const Interrupt& interrupt_;
};

}  // namespace bench
