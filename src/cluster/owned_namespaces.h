#pragma once

#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "cluster/patience.h"
#include "kubernetes/api.h"
#include "kubernetes/objects.h"

namespace bench {

/// The label of every namespace that the harness has created: what has it is
/// ours to empty and to delete, with any value. The value says whose it is.
inline constexpr const char* kOwnerLabel = "helm-bench/owned-by";

bool IsOurs(const Object& ns);

/// `text` as a label's value: what Kubernetes refuses in one becomes '-'.
std::string LabelValue(const std::string& text);

/// The cluster-scoped types of `types`, where Helm's objects are.
std::vector<Collection> ClusterScopedReleaseObjects(
    std::span<const ResourceType> types);

struct Removed {
  std::vector<std::string> namespaces;
  std::vector<Object> objects;  // cluster-scoped
};

/// Deletes those of the namespaces that have our label, waits until they are
/// gone, and before them the cluster-scoped objects that Helm says are part of
/// releases in them: as long as the namespace is there, so is the proof that
/// they are ours. Returns early when `stop` is requested; throws RunError.
Removed RemoveNamespaces(Api& api, std::span<const std::string> names,
                         const Pacing& pacing, const std::stop_token& stop);

/// The same for every namespace of the cluster that has our label: what earlier
/// runs have left behind, and nothing else.
Removed CleanAll(Api& api, const std::stop_token& stop,
                 const Pacing& pacing = {});

}  // namespace bench
