#pragma once

#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "cluster/ledger.h"
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
  std::vector<Object> objects;  // outside of them
  /// What somebody else has made in the place of one of ours; it is left.
  std::vector<Object> strangers;
};

/// Deletes those of `installed.namespaces` that have our label, waits until
/// they are gone, and before them what releases in them have made outside: what
/// Helm says is part of them, what their records name, and
/// `installed.elsewhere`, by uid. As long as the namespace is there, so is the
/// proof that they are ours. Returns early when `stop` is requested; throws
/// RunError.
Removed RemoveInstalled(Api& api, const Installed& installed,
                        const Pacing& pacing, const std::stop_token& stop);

/// The same for every namespace of the cluster that has our label, and for what
/// earlier runs have written down: what they have left behind, and nothing
/// else.
Removed CleanAll(Api& api, const Installed& installed,
                 const std::stop_token& stop, const Pacing& pacing = {});

}  // namespace bench
