#include "cluster/cluster.h"

#include <utility>

#include "cluster/patience.h"

namespace bench {

Cluster::Cluster(std::string kind, std::string name, ClusterTools tools,
                 std::string_view among)
    : kind_(std::move(kind)),
      name_(std::move(name)),
      tools_(std::move(tools)),
      state_(kind_, name_, among) {}

std::string Cluster::WhyNotReady(int nodes) const {
  return tools_.why_not_ready(kubeconfig(), nodes);
}

std::string Cluster::WaitUntilReady(int nodes,
                                    const std::stop_token& stop) const {
  const Clock::time_point end = Clock::now() + tools_.patience;
  std::string why = WhyNotReady(nodes);
  while (!why.empty() && Clock::now() < end &&
         Pause(stop, std::chrono::milliseconds(100))) {
    why = WhyNotReady(nodes);
  }
  return why;
}

}  // namespace bench
