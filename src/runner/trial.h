#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "cluster/cluster.h"
#include "cluster/workspace.h"
#include "model/scenario.h"
#include "model/trial.h"
#include "process/command_runner.h"
#include "runner/progress.h"
#include "runner/setup.h"
#include "runner/trial_loop.h"
#include "strategy/strategy.h"

namespace bench {

/// Where trials are run.
struct Site {
  CommandRunner& runner;
  Cluster& cluster;
  Workspace& workspace;
};

/// One trial: install, wait until quiet, the strategy on the clock, watch it
/// settle, look at what is left, reset.
class Trial {
 public:
  Trial(const Setup& setup, const Site& site, Progress& progress,
        std::stop_token stop, const PlannedTrial& planned);

  /// To be called once.
  TrialEnd Run();

 private:
  // Each returns why the trial cannot go on; empty when it can.
  std::string Prepare();
  std::string Install();
  std::string WaitUntilQuiet();
  /// The strategy, and what it has left.
  void Measure();
  StrategyContext MakeContext(const StrategySpec& spec) const;
  /// On the clock. Notes how busy the machine was.
  StrategyRun RunStrategy();
  void Settle(const StrategyRun& run);
  TrialEnd Reset();

  const Setup& setup_;
  Site site_;
  Progress& progress_;
  std::stop_token stop_;
  std::vector<PlannedRelease> releases_;
  TrialResult trial_;
};

}  // namespace bench
