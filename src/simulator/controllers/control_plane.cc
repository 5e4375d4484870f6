#include "simulator/controllers/control_plane.h"

#include <nlohmann/json.hpp>

namespace bench {

ControlPlane::ControlPlane(EventLoop& loop, const Timing& timing,
                           std::uint64_t seed, const std::string& ca)
    : rest_(store_, kinds_, seed),
      garbage_collector_(rest_, loop, timing),
      namespaces_(rest_, loop, timing, ca),
      claims_(rest_, loop, timing),
      definitions_(rest_, loop, timing),
      workloads_(rest_, loop, timing),
      pods_(rest_, loop, timing),
      services_(rest_, loop, timing) {
  const Kind& namespaces = *kinds_.FindStorage("namespaces");
  for (const char* name :
       {"default", "kube-node-lease", "kube-public", "kube-system"}) {
    rest_.Create(namespaces, "", {{"metadata", {{"name", name}}}});
  }
  // There was nothing before this to be asked for.
  store_.Forget();
}

}  // namespace bench
