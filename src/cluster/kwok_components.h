#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// The programs of a kwok cluster with the runtime `binary`: etcd, the API
/// server and so on. kwokctl starts each in a session of its own and notes its
/// process id in pids/NAME.pid of the cluster's folder, but never looks whether
/// that process is still the one it started: after a reboot the number may be
/// anybody's, and `kwokctl delete cluster` would kill it.
class KwokComponents {
 public:
  explicit KwokComponents(std::filesystem::path folder);

  /// Names of those that were started and run no more.
  std::vector<std::string> Dead() const;

  /// How many were started and still run.
  std::size_t Alive() const;

  /// Whether its API server has the limits that Kubernetes has by default: as
  /// the running process was told. Nothing: it does not run.
  std::optional<bool> HasLimits() const;

  /// Removes the pid files whose process is not the cluster's.
  void DropStalePids() const;

  /// For after `kwokctl delete cluster`: kills what still runs from the
  /// cluster's folder. kwokctl does not know it when it was itself ended
  /// between starting it and writing the pid file. Waits until it is gone.
  void KillStray() const;

 private:
  bool IsOurs(pid_t pid) const;
  std::vector<pid_t> RunningFromFolder() const;

  std::filesystem::path folder_;
};

/// Where kwokctl keeps a cluster: $KWOK_WORKDIR/clusters/NAME, without that
/// variable below ~/.kwok.
std::filesystem::path KwokClusterFolder(const std::string& name);

}  // namespace bench
