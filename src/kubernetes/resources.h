#pragma once

#include <compare>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kubernetes/api.h"

namespace bench {

/// One kind that an API server serves, in one version.
struct ResourceType {
  std::string group;  // empty: core
  std::string version;
  std::string resource;  // the plural in paths: "deployments"
  std::string kind;
  bool namespaced = true;
  /// The verbs list and delete are both offered. False for what is computed
  /// rather than stored, such as the pods of metrics.k8s.io.
  bool deletable = true;

  auto operator<=>(const ResourceType&) const = default;

  /// "deployments.apps", "pods": as kubectl and RBAC name it.
  std::string Name() const;

  /// "/apis/apps/v1/namespaces/NS/deployments/NAME"; empty `ns`: of all
  /// namespaces, or cluster-scoped; empty `name`: the collection.
  std::string Path(std::string_view ns, std::string_view name = "") const;
};

/// The kinds of an APIGroupDiscoveryList, in all versions of their groups,
/// which are in the order of preference. Throws the library's own exception
/// where it is none.
std::vector<ResourceType> ReadAggregated(const nlohmann::json& list);

/// The type of a manifest's `apiVersion` ("v1", "apps/v1") and `kind`; null:
/// none of these.
const ResourceType* FindType(std::span<const ResourceType> types,
                             std::string_view api_version,
                             std::string_view kind);

/// What is served, or why that cannot be told.
struct Discovery {
  std::vector<ResourceType> types;
  std::string error;
};

/// Each resource once, in the version that its group prefers: by aggregated
/// discovery (two requests; Kubernetes 1.26 and newer), else group by group. A
/// group whose own server does not answer (a broken APIService) is left out.
Discovery Discover(Api& api);

/// The same in parts, for whoever sends requests in another way, and with all
/// versions that are served. First these two requests.
std::vector<Request> DiscoveryRequests();
/// What their answers say; nothing: the server is older than aggregated
/// discovery, and has to be asked group by group.
std::optional<Discovery> ReadDiscovery(std::span<const Response> answers);
/// A request for each of its group versions, by the same answers.
std::vector<Request> PlainDiscoveryRequests(std::span<const Response> answers);
Discovery ReadPlainDiscovery(std::span<const Response> answers);

}  // namespace bench
