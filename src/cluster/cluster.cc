#include "cluster/cluster.h"

#include "cluster/patience.h"

namespace bench {

std::string WaitUntilReady(const ClusterTools& tools,
                           const std::filesystem::path& kubeconfig, int nodes,
                           const std::stop_token& stop) {
  const Clock::time_point end = Clock::now() + tools.patience;
  std::string why = tools.why_not_ready(kubeconfig, nodes);
  while (!why.empty() && Clock::now() < end &&
         Pause(stop, std::chrono::milliseconds(100))) {
    why = tools.why_not_ready(kubeconfig, nodes);
  }
  return why;
}

}  // namespace bench
