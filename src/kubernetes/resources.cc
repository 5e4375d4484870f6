#include "kubernetes/resources.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "util/json_reason.h"
#include "util/text_at.h"

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

Discovery Unreadable(const json::exception& error) {
  return {.error = fmt::format("the API server's discovery cannot be read: {}",
                               JsonReason(error))};
}

bool IsAggregated(const json& answer) {
  return answer.value("kind", "") == "APIGroupDiscoveryList";
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
  const std::size_t slash = api_version.find('/');
  const bool core = slash == std::string_view::npos;
  const std::string_view group = core ? "" : api_version.substr(0, slash);
  const std::string_view version =
      core ? api_version : api_version.substr(slash + 1);
  const auto found = std::ranges::find_if(types, [&](const auto& type) {
    return type.kind == kind && type.group == group && type.version == version;
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

std::vector<Request> DiscoveryRequests() {
  return {{.path = "/api", .accept = kAcceptAggregated},
          {.path = "/apis", .accept = kAcceptAggregated}};
}

std::optional<Discovery> ReadDiscovery(std::span<const Response> answers) {
  Discovery found;
  for (const Response& answer : answers) {
    if (!answer.Ok()) return Discovery{.error = ErrorText(answer)};
    try {
      const json list = json::parse(answer.body);
      if (!IsAggregated(list)) return std::nullopt;
      std::ranges::move(ReadAggregated(list), std::back_inserter(found.types));
    } catch (const json::exception& error) {
      return Unreadable(error);
    }
  }
  return found;
}

std::vector<Request> PlainDiscoveryRequests(std::span<const Response> answers) {
  std::vector<Request> requests = {{.path = "/api/v1"}};
  const json groups = json::parse(answers.back().body, nullptr, false);
  if (!groups.is_object()) return requests;
  for (const json& group : groups.value("groups", json::array())) {
    const std::string preferred =
        TextAt(group, "/preferredVersion/groupVersion");
    requests.push_back({.path = "/apis/" + preferred});
    for (const json& version : group.value("versions", json::array())) {
      const std::string other = TextAt(version, "/groupVersion");
      if (other != preferred) requests.push_back({.path = "/apis/" + other});
    }
  }
  return requests;
}

Discovery ReadPlainDiscovery(std::span<const Response> answers) {
  Discovery found;
  for (const Response& answer : answers) {
    if (answer.status == 503 || answer.status == 404) continue;
    if (!answer.Ok()) return {.error = ErrorText(answer)};
    try {
      AddPlain(json::parse(answer.body), found.types);
    } catch (const json::exception& error) {
      return Unreadable(error);
    }
  }
  return found;
}

Discovery Discover(Api& api) {
  const std::vector<Response> answers = api.Send(DiscoveryRequests());
  std::optional<Discovery> found = ReadDiscovery(answers);
  if (!found) {
    found = ReadPlainDiscovery(api.Send(PlainDiscoveryRequests(answers)));
  }
  // A resource is taken from the first version that has it.
  std::set<std::string> seen;
  std::erase_if(found->types, [&seen](const ResourceType& type) {
    return !seen.insert(type.Name()).second;
  });
  return std::move(*found);
}

}  // namespace bench
