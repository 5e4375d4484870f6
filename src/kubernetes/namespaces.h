#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "kubernetes/api.h"
#include "kubernetes/objects.h"

namespace bench {

/// The type of namespaces themselves.
const ResourceType& NamespaceType();

/// All namespaces of the cluster, as they are now; a 403 is an error too.
Listing ListNamespaces(Api& api);

/// Creates them all at once. Returns the first refusal in the server's words,
/// beginning with the namespace's name; empty when all are there.
std::string CreateNamespaces(Api& api, std::span<const std::string> names,
                             const std::map<std::string, std::string>& labels);

}  // namespace bench
