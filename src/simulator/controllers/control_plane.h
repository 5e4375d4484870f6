#pragma once

#include <cstdint>
#include <string>

#include "simulator/cost/event_loop.h"
#include "simulator/cost/latency_profile.h"
#include "simulator/objects/rest.h"

namespace bench {

/// A cluster in memory: the objects, the rules of the API, and the controllers
/// that act on them. Begins as a new cluster does: with the namespaces default,
/// kube-system, kube-public and kube-node-lease, and three nodes.
class ControlPlane {
 public:
  /// `ca`: PEM text, for the Pods of the cluster. The same `seed` gives the
  /// same names and uids for the same requests.
  ControlPlane(EventLoop& loop, const Timing& timing, std::uint64_t seed,
               const std::string& ca);

  Rest& rest() { return rest_; }

 private:
  Store store_;
  Kinds kinds_;
  Rest rest_;
};

}  // namespace bench
