#pragma once

#include <stop_token>

#include "cluster/cluster.h"
#include "cluster/workspace.h"
#include "model/trial.h"
#include "process/command_runner.h"
#include "runner/progress.h"
#include "runner/setup.h"
#include "runner/trial_loop.h"

namespace bench {

/// Where trials are run.
struct Site {
  CommandRunner& runner;
  Cluster& cluster;
  Workspace& workspace;
};

/// One trial: install, wait until quiet, the strategy on the clock, watch it
/// settle, look at what is left, reset.
TrialEnd RunThrough(const PlannedTrial& planned, const Setup& setup,
                    const Site& site, Progress& progress, std::stop_token stop);

}  // namespace bench
