#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "cluster/cluster.h"
#include "cluster/lock.h"
#include "cluster/simulator_process.h"

namespace bench {

/// A cluster that is none: an API server of our own, in memory, in a process
/// that ends with ours, unless it is to be kept (`./bench cluster up`).
class SimulatedCluster final : public Cluster {
 public:
  /// `profile`: path of a latency profile; empty: no latency.
  SimulatedCluster(std::string name, std::string profile, ClusterTools tools);
  ~SimulatedCluster() override;

  std::string kind() const override { return "simulated"; }
  std::string name() const override { return name_; }
  const StateFolder& state() const override { return state_; }

  ClusterState Probe() override;
  void Keep() override { keep_ = true; }
  void Up(Status& status, std::stop_token stop) override;
  void Down(Status& status) override;
  bool Revive() override;

 private:
  std::filesystem::path PidFile() const;
  pid_t KeptPid() const;
  void Start(SimulatorOrder order);
  void WriteKubeconfig() const;
  std::string LockId() const;

  std::string name_;
  std::string profile_;
  ClusterTools tools_;
  StateFolder state_;
  bool keep_ = false;
  // Held while a server runs that ends with us: nobody else's may take its
  // kubeconfig.
  std::unique_ptr<ClusterLock> lock_;
  std::unique_ptr<SimulatorProcess> process_;
};

}  // namespace bench
