#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace bench {

/// What a request costs a real control plane, in seconds.
struct RequestCost {
  double cpu_s = 0;   // of the API server and etcd, while the client waits
  double wait_s = 0;  // the rest of the time that the client waits: fsync, ...
  /// CPU that follows when the answer is out: watchers that are told, and
  /// controllers that act on it.
  double after_cpu_s = 0;
};

/// How long controllers take for what they do, in seconds. All zero: as fast as
/// the machine can.
struct Timing {
  double controller_s = 0;  // from a change to a controller's answer to it
  double namespace_s = 0;  // from a namespace's deletion to that of its content
  double pod_start_s = 0;  // from a Pod's creation until it is Ready
  double pod_stop_s = 0;   // from a Pod's deletion until it has ended
};

/// How slow a simulated cluster is. Measured on a real one by
/// scripts/calibrate, which also says what the keys mean.
struct LatencyProfile {
  /// Requests that are worked on at once; others wait for their turn.
  int seats = 1;
  /// By "VERB RESOURCE" ("delete secrets", "get /version"), or by "VERB" for
  /// all others. Empty: nothing costs anything.
  std::map<std::string, RequestCost> requests;
  /// CPU seconds per second that a control plane uses though nobody asks it
  /// anything: leases, watches, compaction.
  double background_cpu = 0;
  Timing timing;

  RequestCost CostOf(const std::string& verb,
                     const std::string& resource) const;
};

/// Throws Error for a file that cannot be read, is not JSON, or has a value
/// that cannot be or a request that nobody can make (with its path). What the
/// stand-in for helm reads in it is looked at, too, so that a lie is found
/// before anything is touched.
LatencyProfile ReadLatencyProfile(const std::filesystem::path& file);

}  // namespace bench
