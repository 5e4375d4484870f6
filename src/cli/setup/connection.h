#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

#include "cluster/cluster.h"
#include "cluster/lock.h"
#include "kubernetes/curl_api.h"
#include "model/result.h"
#include "status/status.h"

namespace bench {

/// A running cluster, our client for it, and the right to work in it: nobody
/// else of ours is working there as long as this lives.
class Connection {
 public:
  /// Starts the cluster when it does not run. Throws Error: it cannot be
  /// started or reached, or another run is using it.
  Connection(std::unique_ptr<Cluster> cluster, Status& status,
             const std::stop_token& stop);

  Cluster& cluster() { return *cluster_; }
  Api& api() { return *api_; }

  /// What the result says of the cluster. Throws Error.
  ClusterInfo Info();

  /// The names of the custom resource definitions; empty: we cannot look.
  std::optional<std::set<std::string>> Definitions();

 private:
  std::unique_ptr<Cluster> cluster_;
  std::unique_ptr<Api> api_;
  std::string uid_;
  std::optional<ClusterLock> lock_;
};

/// Throws Error when `requested`, as --latency takes it, is not what the
/// cluster runs with: one that runs already keeps what it was started with.
/// Empty: whatever that is will do.
void CheckLatency(const std::string& requested, const ClusterInfo& cluster);

/// Kind, name and latency of a cluster that runs. Throws Error.
ClusterInfo ConnectAndAsk(Cluster& cluster);

}  // namespace bench
