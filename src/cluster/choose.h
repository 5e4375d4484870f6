#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cluster/cluster.h"

namespace bench {

/// A cluster, and for people why it is this one.
struct ChosenCluster {
  std::unique_ptr<Cluster> cluster;
  std::string why;
};

/// The cluster that --cluster names: kwok, minikube, simulated, context:NAME,
/// or auto. auto takes what is running already of minikube and kwok, else a
/// simulated one; never a context of the user's. Starts nothing. `latency`:
/// path of the profile of a simulated one; empty: none. `limits`: whether a
/// kwok one shall have Kubernetes' own; nothing: whatever the one that runs
/// has. Throws Error for what is none of these, with the nearest.
ChosenCluster MakeCluster(std::string_view kind, const ClusterTools& tools,
                          const std::string& latency = "",
                          std::optional<bool> limits = std::nullopt);

/// In one line, which one it is and why.
std::string WhichCluster(const ChosenCluster& chosen);

/// Probe, where a tool that does not work is a state as good as others.
ClusterState TryProbe(Cluster& cluster);

/// Name of the kwok cluster, the minikube profile, the simulated cluster:
/// BENCH_CLUSTER_NAME, or helm-bench. Throws Error when kwokctl or minikube
/// would refuse it.
std::string OurClusterName();

}  // namespace bench
