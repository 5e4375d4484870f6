#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "status/status.h"

namespace bench {

/// What `./bench cluster status` and the choice of `auto` want to know.
struct ClusterState {
  enum class Kind { kAbsent, kStopped, kRunning };
  Kind kind = Kind::kAbsent;
  /// In words, with the reason: "no kwok cluster named helm-bench".
  std::string detail;
};

/// Where releases live. Abstract because the kinds are started in different
/// ways; once running, all are a kubeconfig of our own.
class Cluster {
 public:
  virtual ~Cluster() = default;

  /// "kwok", "minikube" or "context:NAME": as given with --cluster.
  virtual std::string kind() const = 0;
  /// The name of the kwok cluster, minikube profile or context.
  virtual std::string name() const = 0;

  virtual ClusterState Probe() = 0;

  /// Makes it run, creating it when absent, and writes our kubeconfig.
  /// Idempotent. Throws Error with what the tool said.
  virtual void Up(Status& status, std::stop_token stop) = 0;

  /// Ends what Up started. Throws Error where the cluster is not ours to end.
  virtual void Down(Status& status) = 0;

  /// The harness's own file, valid after Up; its current context is the
  /// cluster. The user's kubeconfig is never written.
  virtual std::filesystem::path kubeconfig() const = 0;
};

}  // namespace bench
