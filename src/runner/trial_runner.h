#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/workspace.h"
#include "model/scenario.h"
#include "model/trial.h"
#include "process/command_runner.h"
#include "runner/runner.h"
#include "runner/session.h"
#include "strategy/strategy.h"

namespace bench {

/// Runs one trial: install, wait until quiet, the strategy on the clock, watch
/// it settle, look at what is left, reset.
class TrialRunner {
 public:
  /// `on_phase` is told what is being done: "installing".
  TrialRunner(const Session& session, CommandRunner& runner,
              Workspace& workspace,
              std::function<void(std::string_view)> on_phase,
              std::stop_token stop);

  TrialEnd Run(const PlannedTrial& planned);

 private:
  // Each returns why the trial cannot go on; empty when it can.
  std::string Prepare(TrialResult& trial);
  std::string Install(TrialResult& trial);
  std::string WaitUntilQuiet(TrialResult& trial);
  /// The strategy, and what it has left.
  void Measure(TrialResult& trial);
  StrategyContext MakeContext(const StrategySpec& spec) const;
  /// On the clock. Notes how busy the machine was.
  StrategyRun RunStrategy(TrialResult& trial);
  void Settle(const StrategyRun& run, TrialResult& trial);
  TrialEnd Reset(TrialResult trial);

  const Session& session_;
  CommandRunner& runner_;
  Workspace& workspace_;
  std::function<void(std::string_view)> on_phase_;
  std::stop_token stop_;
  std::vector<PlannedRelease> releases_;
};

}  // namespace bench
