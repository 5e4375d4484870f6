#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "cluster/cluster.h"

namespace bench {

/// A control plane of real programs on this machine, with nodes and Pods that
/// only pretend to run: kwokctl with the runtime `binary`. Its processes are
/// daemons: they outlive this program and hold none of its descriptors. One of
/// which a process has died counts as stopped, and is made anew by Up: there is
/// nothing in it to keep. Down deletes it.
/// `limits`: false: the API server and the controllers are made without any,
/// and the user is of system:masters; true: they are Kubernetes' own, and the
/// user is one like others (limited_user.h). One that runs with the other
/// setting is refused by Up. Nothing: whatever the one that runs has; a new one
/// has none.
std::unique_ptr<Cluster> MakeKwokCluster(
    const std::string& name, const ClusterTools& tools,
    std::optional<bool> limits = std::nullopt);

/// What kwokctl says went wrong: the last error of its log, which is one JSON
/// object a line when stderr is no terminal.
std::string KwokctlError(const Outcome& outcome);

/// A minikube profile of our own name; no other is ever touched. minikube is
/// given our kubeconfig to write, so the user's stays as it is. Down stops it;
/// the profile stays.
std::unique_ptr<Cluster> MakeMinikubeCluster(const std::string& name,
                                             const ClusterTools& tools);

/// A context of the user's kubeconfig: any cluster, never started or ended by
/// us. The kubeconfig is read, and copied into a file of our own. `files`: as
/// the user's tools look for them. Throws Error, as LoadKubeconfig does, for
/// what is wrong with the user's files.
std::unique_ptr<Cluster> MakeContextCluster(
    const std::string& name, std::span<const std::filesystem::path> files,
    const ClusterTools& tools);

/// A cluster that is none: an API server of our own, in memory, in a process
/// that ends with ours, unless it is to be kept (`./bench cluster up`).
/// `profile`: path of a latency profile; empty: no latency.
std::unique_ptr<Cluster> MakeSimulatedCluster(const std::string& name,
                                              const std::string& profile,
                                              const ClusterTools& tools);

}  // namespace bench
