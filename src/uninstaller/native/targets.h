#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "helm/record/manifest.h"
#include "kubernetes/api.h"
#include "kubernetes/resources.h"

namespace bench {

/// An object that a manifest names, and where the server has it.
struct Target {
  const ResourceType* type = nullptr;
  std::string ns;    // empty: cluster-scoped
  std::string name;  // empty: the manifest gives it none
  /// As the manifest has it.
  std::shared_ptr<const nlohmann::json> object;

  std::string Path() const { return type->Path(ns, name); }
  std::string Collection() const { return type->Path(ns); }
  /// "[ConfigMap] name".
  std::string Words() const;
};

/// Asks for it to be deleted; `propagation`: what becomes of what it owns.
Request DeletionOf(const Target& target,
                   std::string_view propagation = "Background");

/// The objects in their order, lists taken apart. `ns`: of those that name
/// none. Throws Error, naming the kind, for one that is not served: helm
/// deletes nothing of a release that has such a kind.
std::vector<Target> ResolveTargets(std::vector<nlohmann::json> objects,
                                   const std::string& ns,
                                   const Discovery& served);

/// Cuts them where the kind changes: those of one part are deleted side by
/// side, and all are answered before the next part begins (helm's batchPerform,
/// which looks at the kind alone, not at its group).
std::vector<std::vector<Target>> RunsOfOneKind(std::vector<Target> targets);

}  // namespace bench
