#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "cli/options.h"
#include "cluster/cluster.h"
#include "cluster/lock.h"
#include "kubernetes/curl_api.h"
#include "model/result.h"
#include "process/command_runner.h"
#include "status/status.h"

namespace bench {

/// A running cluster, our client for it, and the right to work in it: nobody
/// else of ours is working there as long as this lives.
class Connection {
 public:
  /// Starts the cluster when it does not run. Throws Error: it cannot be
  /// started or reached, or another run is using it.
  Connection(std::string_view kind, CommandRunner& runner, Status& status,
             std::stop_token stop);

  Api& api() { return *api_; }
  std::filesystem::path kubeconfig() const { return cluster_->kubeconfig(); }
  /// What our namespaces are labelled with.
  std::string owner() const { return "helm-bench"; }

  ClusterInfo Describe();

  /// An empty folder for this run, what an earlier one left in it removed.
  std::filesystem::path FreshSessionFolder() const;

 private:
  std::unique_ptr<Cluster> cluster_;
  std::unique_ptr<CurlApi> api_;
  std::optional<ClusterLock> lock_;
};

/// Progress as the options and the terminal want it.
std::unique_ptr<Status> MakeStatus(const Options& options);

/// --color, NO_COLOR, and whether `fd` is a terminal.
bool UseColor(const Options& options, int fd);

}  // namespace bench
