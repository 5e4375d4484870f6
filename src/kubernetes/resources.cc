#include "kubernetes/resources.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "util/json_reason.h"

namespace bench {
namespace {

using nlohmann::json;

// v2beta1 is what 1.26 to 1.29 have; its answer has the same shape.
constexpr const char* kAcceptAggregated =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
    "application/json";

bool Deletable(const json& verbs) {
  const auto offers = [&verbs](const char* verb) {
    return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
  };
  return offers("list") && offers("delete");
}

/// APIResourceList: one version of one group.
void AddPlain(const json& list, std::vector<ResourceType>& types) {
  const std::string group_version = list.at("groupVersion");
  const std::size_t slash = group_version.find('/');
  const bool core = slash == std::string::npos;
  for (const json& resource : list.at("resources")) {
    const std::string name = resource.at("name");
    if (name.find('/') != std::string::npos) continue;  // "pods/log"
    types.push_back(
        {.group = core ? "" : group_version.substr(0, slash),
         .version = core ? group_version : group_version.substr(slash + 1),
         .resource = name,
         .kind = resource.at("kind"),
         .namespaced = resource.at("namespaced"),
         .deletable = Deletable(resource.at("verbs"))});
  }
}

Discovery DiscoverPlain(Api& api, const json& groups) {
  std::vector<Request> requests = {{.path = "/api/v1"}};
  for (const json& group : groups.at("groups")) {
    const std::string preferred =
        group.at("preferredVersion").at("groupVersion");
    requests.push_back({.path = "/apis/" + preferred});
  }
  Discovery found;
  for (const Response& response : api.Send(requests)) {
    if (response.status == 503 || response.status == 404) continue;
    if (!response.Ok()) return {.error = ErrorText(response)};
    AddPlain(json::parse(response.body), found.types);
  }
  return found;
}

}  // namespace

std::string ResourceType::Name() const {
  return group.empty() ? resource : resource + "." + group;
}

std::string ResourceType::Path(std::string_view ns,
                               std::string_view name) const {
  std::string path = group.empty() ? fmt::format("/api/{}", version)
                                   : fmt::format("/apis/{}/{}", group, version);
  if (!ns.empty()) path += fmt::format("/namespaces/{}", ns);
  path += "/" + resource;
  if (!name.empty()) path += fmt::format("/{}", name);
  return path;
}

const ResourceType* FindType(std::span<const ResourceType> types,
                             std::string_view api_version,
                             std::string_view kind) {
  const auto found = std::ranges::find_if(types, [&](const auto& type) {
    const std::string group = type.group.empty() ? "" : type.group + "/";
    return type.kind == kind && group + type.version == api_version;
  });
  return found == types.end() ? nullptr : &*found;
}

std::vector<ResourceType> ReadAggregated(const json& list) {
  std::vector<ResourceType> types;
  for (const json& group : list.at("items")) {
    const std::string group_name =
        group.value("metadata", json::object()).value("name", "");
    for (const json& version : group.at("versions")) {
      // Stale: the group's own server did not answer.
      if (version.value("freshness", "Current") != "Current") continue;
      for (const json& resource : version.value("resources", json::array())) {
        const json kind = resource.value("responseKind", json());
        if (kind.is_null()) continue;
        types.push_back({.group = group_name,
                         .version = version.at("version"),
                         .resource = resource.at("resource"),
                         .kind = kind.at("kind"),
                         .namespaced = resource.at("scope") == "Namespaced",
                         .deletable = Deletable(resource.at("verbs"))});
      }
    }
  }
  return types;
}

Discovery Discover(Api& api) {
  const std::array requests = {
      Request{.path = "/api", .accept = kAcceptAggregated},
      Request{.path = "/apis", .accept = kAcceptAggregated}};
  const std::vector<Response> responses = api.Send(requests);
  for (const Response& response : responses) {
    if (!response.Ok()) return {.error = ErrorText(response)};
  }
  try {
    const json core = json::parse(responses[0].body);
    const json groups = json::parse(responses[1].body);
    if (groups.value("kind", "") != "APIGroupDiscoveryList" ||
        core.value("kind", "") != "APIGroupDiscoveryList") {
      return DiscoverPlain(api, groups);
    }
    Discovery found{.types = ReadAggregated(core)};
    std::ranges::move(ReadAggregated(groups), std::back_inserter(found.types));
    // A resource is taken from the first version that has it.
    std::set<std::string> seen;
    std::erase_if(found.types, [&seen](const ResourceType& type) {
      return !seen.insert(type.Name()).second;
    });
    return found;
  } catch (const json::exception& e) {
    return {.error =
                fmt::format("the API server's discovery cannot be read: {}",
                            JsonReason(e))};
  }
}

}  // namespace bench
