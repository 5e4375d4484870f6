#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cluster/cluster.h"
#include "helm/program.h"
#include "model/result.h"
#include "process/command_runner.h"

namespace bench {

/// What a run starts besides its cluster, and what it is in its own words.
struct Programs {
  HelmProgram helm;
  /// What variants have of their own, by label.
  std::map<std::string, HelmProgram> variant_helms;
  std::map<std::string, std::string> variant_benches;  // their versions
  /// Outside programs that strategies need, by name: places and versions.
  std::map<std::string, std::filesystem::path> places;
  std::map<std::string, std::string> versions;
};

/// Finds all that the strategies need. `helm`: as --helm has it; where there is
/// none and the cluster is not real either, the stand-in for it. Throws Error.
Programs FindPrograms(const std::string& helm,
                      const std::vector<StrategySpec>& strategies,
                      const Cluster& cluster, CommandRunner& runner);

/// The latency profile that a stand-in for helm takes its costs from: that of
/// the simulated cluster that it works on, which may be one that was already
/// running; of the default one on a real cluster. Empty: there is no stand-in.
/// `latency`: as --latency has it. Throws Error.
std::filesystem::path CostsOfHelm(const std::string& latency,
                                  const ClusterInfo& cluster,
                                  const Programs& programs);

}  // namespace bench
