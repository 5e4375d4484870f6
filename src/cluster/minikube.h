#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "cluster/cluster.h"
#include "cluster/minikube_events.h"

namespace bench {

/// A minikube profile of our own name; no other is ever touched. minikube is
/// given our kubeconfig to write, so the user's stays as it is.
class MinikubeCluster final : public Cluster {
 public:
  MinikubeCluster(std::string name, ClusterTools tools);

  std::string kind() const override { return "minikube"; }
  std::string name() const override { return name_; }
  const StateFolder& state() const override { return state_; }

  ClusterState Probe() override;
  void Up(Status& status, std::stop_token stop) override;
  /// Stops it; the profile stays.
  void Down(Status& status) override;

 private:
  Command MinikubeCommand(std::vector<std::string> arguments,
                          std::chrono::milliseconds timeout) const;
  Outcome Minikube(std::vector<std::string> arguments,
                   std::chrono::milliseconds timeout) const;
  /// Empty when there is no such profile.
  std::optional<MinikubeStatus> AskStatus() const;
  void Start(Status& status, const std::stop_token& stop) const;
  void UndoStart(bool was_there) const;
  void UpdateContext() const;

  std::string name_;
  ClusterTools tools_;
  StateFolder state_;
};

}  // namespace bench
