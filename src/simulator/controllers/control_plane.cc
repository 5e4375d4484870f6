#include "simulator/controllers/control_plane.h"

#include <nlohmann/json.hpp>

#include "simulator/controllers/controllers.h"

namespace bench {

ControlPlane::ControlPlane(EventLoop& loop, const Timing& timing,
                           std::uint64_t seed, const std::string& ca)
    : rest_(store_, kinds_, seed) {
  // What deletes comes before what makes: so nothing is made for an owner that
  // is already known to be gone.
  StartGarbageCollector(rest_, loop, timing);
  StartNamespaceController(rest_, loop, timing, ca);
  StartClaimController(rest_, loop, timing);
  StartDefinitionController(rest_, loop, timing);
  StartWorkloadController(rest_, loop, timing);
  StartJobController(rest_, loop, timing);
  StartPodController(rest_, loop, timing);
  StartServiceController(rest_, loop, timing);
  for (const char* name :
       {"default", "kube-node-lease", "kube-public", "kube-system"}) {
    rest_.Create("namespaces", "", {{"metadata", {{"name", name}}}});
  }
  // There was nothing before this to be asked for.
  store_.Forget();
}

}  // namespace bench
