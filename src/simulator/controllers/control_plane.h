#pragma once

#include <cstdint>
#include <string>

#include "simulator/controllers/claim_controller.h"
#include "simulator/controllers/definition_controller.h"
#include "simulator/controllers/garbage_collector.h"
#include "simulator/controllers/namespace_controller.h"
#include "simulator/controllers/pod_controller.h"
#include "simulator/controllers/service_controller.h"
#include "simulator/controllers/workload_controller.h"
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
  // What deletes comes before what makes: so nothing is made for an owner that
  // is already known to be gone.
  GarbageCollector garbage_collector_;
  NamespaceController namespaces_;
  ClaimController claims_;
  DefinitionController definitions_;
  WorkloadController workloads_;
  PodController pods_;
  ServiceController services_;
};

}  // namespace bench
