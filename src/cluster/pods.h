#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "cluster/patience.h"
#include "kubernetes/api.h"

namespace bench {

/// Why no pod runs on this cluster: none of its nodes has a kubelet (those of
/// kwok and of the simulated API server only say so). Empty where pods run, and
/// where the nodes may not be listed, which is then not known.
std::string WhyNoPodRuns(Api& api);

/// Whether a node says that it has this image, which nobody could pull. Also
/// true where the nodes may not be listed.
bool HasImage(Api& api, std::string_view image);

/// Waits until all Deployments, StatefulSets and DaemonSets of the namespaces
/// have as many ready pods as they want. Empty when they have, or when `stop`
/// is requested; else, after `limit_s`, which pod is not, and the kubelet's
/// reason. Throws RunError when the API server fails for too long.
std::string AwaitReadyPods(Api& api, std::span<const std::string> namespaces,
                           double limit_s, const Pacing& pacing,
                           const std::stop_token& stop);

/// How many pods the workloads of such a list want, and how many are ready.
struct WantedPods {
  int wanted = 0;
  int ready = 0;
};
WantedPods CountWantedPods(std::string_view workload_list);

/// What the first pod of a list that is not ready waits for: "Pod a/mysql-0:
/// container mysql: ErrImagePull: no such image". Empty: none is unready.
std::string FirstUnreadyPod(std::string_view pod_list);

}  // namespace bench
