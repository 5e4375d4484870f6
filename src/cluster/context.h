#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "cluster/cluster.h"
#include "kubernetes/kubeconfig.h"

namespace bench {

/// A context of the user's kubeconfig: any cluster, never started or ended by
/// us. The kubeconfig is read, and copied into a file of our own.
class ContextCluster final : public Cluster {
 public:
  /// `files`: as the user's tools look for them. Throws Error: no kubeconfig,
  /// no such context.
  ContextCluster(std::string name, std::span<const std::filesystem::path> files,
                 ClusterTools tools);

  std::string kind() const override { return "context"; }
  std::string name() const override { return name_; }
  const StateFolder& state() const override { return state_; }

  ClusterState Probe() override;
  void Up(Status& status, std::stop_token stop) override;
  /// Throws Error: it is not ours to end.
  void Down(Status& status) override;

 private:
  std::string name_;
  SingleContext kubeconfig_;
  ClusterTools tools_;
  StateFolder state_;
};

}  // namespace bench
