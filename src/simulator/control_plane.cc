#include "simulator/control_plane.h"

#include <nlohmann/json.hpp>

namespace bench {

ControlPlane::ControlPlane(Scheduler& scheduler, const Timing& timing,
                           std::uint64_t seed, const std::string& ca)
    : rest_(store_, kinds_, seed),
      garbage_collector_(rest_, scheduler, timing),
      namespaces_(rest_, scheduler, timing, ca),
      claims_(rest_, scheduler, timing),
      definitions_(rest_, scheduler, timing),
      workloads_(rest_, scheduler, timing),
      pods_(rest_, scheduler, timing),
      services_(rest_, scheduler, timing) {
  const Kind& namespaces = *kinds_.FindStorage("namespaces");
  for (const char* name :
       {"default", "kube-node-lease", "kube-public", "kube-system"}) {
    rest_.Create(namespaces, "", {{"metadata", {{"name", name}}}});
  }
  // There was nothing before this to be asked for.
  store_.Forget();
}

}  // namespace bench
