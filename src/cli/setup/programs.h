#pragma once

#include <filesystem>

#include "cli/options.h"
#include "cluster/cluster.h"
#include "model/result.h"
#include "process/command_runner.h"
#include "runner/session.h"

namespace bench {

/// Finds what a run starts besides its cluster: helm, or the stand-in for it
/// where there is none and the cluster is not real either; what variants have
/// of their own; the outside programs that strategies need. Asks each for its
/// version and notes both in `session` and `environment`. Throws Error.
void FindPrograms(const Options& options, const Cluster& cluster,
                  Session& session, Environment& environment,
                  CommandRunner& runner);

/// The latency profile that a stand-in for helm takes its costs from: that of
/// the simulated cluster that it works on, which may be one that was already
/// running; of the default one on a real cluster. Empty: there is no stand-in.
/// Throws Error.
std::filesystem::path CostsOfHelm(const Options& options,
                                  const ClusterInfo& cluster,
                                  const Session& session);

}  // namespace bench
