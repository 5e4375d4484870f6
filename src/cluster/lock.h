#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include "util/fd.h"

namespace bench {

/// Holds a cluster for this process: a second run on it at the same time would
/// spoil both measurements. A lock of the kernel's (flock), so it ends with its
/// holder, however that ends. Never inherited by children.
class ClusterLock {
 public:
  /// Takes the lock of the cluster that `id` tells apart, whatever name or
  /// kubeconfig it is reached by: the uid of its namespace kube-system.
  /// Throws Error when another process holds it, naming its pid, or when the
  /// lock file cannot be had. `folder`: the same for all users and homes.
  explicit ClusterLock(std::string_view id,
                       const std::filesystem::path& folder = "/tmp");
  /// Waits until it is free; nothing when `stop` is requested before that.
  static std::optional<ClusterLock> Await(
      std::string_view id, const std::stop_token& stop,
      const std::filesystem::path& folder = "/tmp");
  ~ClusterLock();
  ClusterLock(ClusterLock&&) noexcept = default;
  ClusterLock& operator=(ClusterLock&&) = delete;

 private:
  ClusterLock(std::filesystem::path path, Fd fd)
      : path_(std::move(path)), fd_(std::move(fd)) {}

  std::filesystem::path path_;
  Fd fd_;
};

/// The id of a cluster of this machine before it has a uid: among those of its
/// kind and name, the folder that it is kept in tells it apart. Short, whatever
/// the folder's path is.
std::string LocalClusterId(std::string_view kind, std::string_view name,
                           const std::filesystem::path& folder);

}  // namespace bench
