#pragma once

#include <filesystem>
#include <optional>

namespace bench {

/// What control groups leave of the processors.
struct CpuLimits {
  /// How many at a time: the smallest quota; empty: there is none.
  std::optional<double> quota;
  /// How many there are to choose from; empty: none is kept away.
  std::optional<int> cpus;

  bool operator==(const CpuLimits&) const = default;
};

/// Of the groups that this process is in (/proc/self/cgroup) and of all above
/// them, as far as they can be seen from here, of versions 1 and 2: systemd's
/// slices, a container's. `root`: where /proc and /sys are looked for.
CpuLimits ReadCpuLimits(const std::filesystem::path& root = "/");

}  // namespace bench
