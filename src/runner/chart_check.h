#pragma once

#include <stop_token>

#include "kubernetes/api.h"
#include "model/result.h"
#include "process/command_runner.h"
#include "runner/setup.h"

namespace bench {

/// Looks at what the charts of a prepared run are rendered to, before anything
/// is installed: what they hold is known only then. Throws Error, with the
/// chart and what to do, for what a simulated cluster would mislead about, and
/// for what a stand-in for helm cannot install or uninstall: else each trial
/// would fail for it. Renders nothing where neither of the two is used.
void CheckCharts(const Setup& setup, const ClusterInfo& cluster,
                 CommandRunner& runner, const std::stop_token& stop);

/// The same for what somebody has put into a simulated cluster that is kept
/// running. Throws Error.
void CheckWhatIsThere(const ClusterInfo& cluster, Api& api);

/// Throws Error where the scenario's pods are to do their work, and the cluster
/// has no kubelet to run them.
void CheckPodsRun(const Scenario& scenario, const ClusterInfo& cluster,
                  Api& api);

}  // namespace bench
