#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "cluster/cluster.h"
#include "cluster/kwok_components.h"

namespace bench {

/// A control plane of real programs on this machine, with nodes and Pods that
/// only pretend to run: kwokctl with the runtime `binary`. Its processes are
/// daemons: they outlive this program and hold none of its descriptors.
class KwokCluster final : public Cluster {
 public:
  KwokCluster(std::string name, ClusterTools tools);

  std::string kind() const override { return "kwok"; }
  std::string name() const override { return name_; }
  const StateFolder& state() const override { return state_; }

  /// A cluster of which a process has died counts as stopped.
  ClusterState Probe() override;
  /// A stopped one is deleted and made anew: there is nothing in it to keep.
  void Up(Status& status, std::stop_token stop) override;
  /// Deletes it.
  void Down(Status& status) override;

 private:
  std::string Program() const;
  Outcome Kwokctl(std::vector<std::string> arguments,
                  std::chrono::milliseconds timeout,
                  std::stop_token stop = {}) const;
  bool Exists() const;
  void FetchKubeconfig() const;
  void Create(Status& status, const std::stop_token& stop) const;
  std::string TryCreate(Status& status, const std::stop_token& stop) const;
  void Delete() const;

  std::string name_;
  ClusterTools tools_;
  StateFolder state_;
  std::filesystem::path folder_;
  KwokComponents components_;
};

/// What kwokctl says went wrong: the last error of its log, which is one JSON
/// object a line when stderr is no terminal.
std::string KwokctlError(const Outcome& outcome);

}  // namespace bench
