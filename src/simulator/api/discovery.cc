#include "simulator/api/discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace bench {
namespace {

using nlohmann::json;

// Of one group: its versions in order, each with its kinds.
using Versions = std::vector<std::pair<std::string, std::vector<const Kind*>>>;
using Groups = std::vector<std::pair<std::string, Versions>>;

template <typename Value>
Value& Entry(std::vector<std::pair<std::string, Value>>& entries,
             const std::string& name) {
  const auto found =
      std::ranges::find(entries, name, &std::pair<std::string, Value>::first);
  if (found != entries.end()) return found->second;
  return entries.emplace_back(name, Value()).second;
}

Groups GroupsOf(const Kinds& kinds) {
  Groups groups;
  for (const Kind* kind : kinds.All()) {
    Entry(Entry(groups, kind->group), kind->version).push_back(kind);
  }
  return groups;
}

json VerbsOf(const Kind& kind) {
  if (kind.review) return json::array({"create"});
  if (kind.custom) {
    return {"delete", "deletecollection", "get",    "list",
            "patch",  "create",           "update", "watch"};
  }
  json verbs = {"create", "delete", "deletecollection", "get",
                "list",   "patch",  "update",           "watch"};
  // A namespace goes with all that is in it; that is not done by the dozen.
  if (kind.Storage() == "namespaces") verbs.erase(2);
  return verbs;
}

// With the verbs of each.
std::vector<std::pair<std::string, json>> SubresourcesOf(const Kind& kind) {
  std::vector<std::pair<std::string, json>> subresources;
  if (kind.Storage() == "namespaces") {
    subresources.emplace_back("finalize", json::array({"update"}));
  }
  if (kind.has_status) {
    subresources.emplace_back("status",
                              json::array({"get", "patch", "update"}));
  }
  return subresources;
}

json Aggregated(const Kind& kind) {
  json resource = {{"resource", kind.resource},
                   {"responseKind",
                    // The real one says these two of custom kinds only.
                    {{"group", kind.custom ? kind.group : ""},
                     {"version", kind.custom ? kind.version : ""},
                     {"kind", kind.kind}}},
                   {"scope", kind.namespaced ? "Namespaced" : "Cluster"},
                   {"singularResource", kind.singular},
                   {"verbs", VerbsOf(kind)}};
  if (!kind.short_names.empty()) resource["shortNames"] = kind.short_names;
  if (!kind.categories.empty()) resource["categories"] = kind.categories;
  for (const auto& [name, verbs] : SubresourcesOf(kind)) {
    resource["subresources"].push_back(
        {{"subresource", name},
         {"responseKind", resource["responseKind"]},
         {"verbs", verbs}});
  }
  return resource;
}

json AggregatedGroup(const std::string& name, const Versions& versions) {
  json metadata = json::object();
  if (!name.empty()) metadata["name"] = name;
  json items = json::array();
  for (const auto& [version, kinds] : versions) {
    json resources = json::array();
    for (const Kind* kind : kinds) resources.push_back(Aggregated(*kind));
    items.push_back({{"version", version},
                     {"resources", resources},
                     {"freshness", "Current"}});
  }
  return {{"metadata", metadata}, {"versions", items}};
}

// Those of the core group, or all others.
json AggregatedList(const Groups& groups, bool core) {
  json items = json::array();
  for (const auto& [name, versions] : groups) {
    if (name.empty() == core) items.push_back(AggregatedGroup(name, versions));
  }
  return {{"kind", "APIGroupDiscoveryList"},
          {"apiVersion", "apidiscovery.k8s.io/v2"},
          {"metadata", json::object()},
          {"items", items}};
}

json Group(const std::string& name, const Versions& versions) {
  json list = json::array();
  for (const auto& [version, kinds] : versions) {
    list.push_back({{"groupVersion", fmt::format("{}/{}", name, version)},
                    {"version", version}});
  }
  return {{"name", name}, {"versions", list}, {"preferredVersion", list[0]}};
}

json Resources(const std::string& group_version,
               const std::vector<const Kind*>& kinds) {
  json list = json::array();
  for (const Kind* kind : kinds) {
    json resource = {{"name", kind->resource},
                     {"singularName", kind->singular},
                     {"namespaced", kind->namespaced},
                     {"kind", kind->kind},
                     {"verbs", VerbsOf(*kind)}};
    if (!kind->short_names.empty()) resource["shortNames"] = kind->short_names;
    if (!kind->categories.empty()) resource["categories"] = kind->categories;
    list.push_back(resource);
    for (const auto& [name, verbs] : SubresourcesOf(*kind)) {
      list.push_back({{"name", kind->resource + "/" + name},
                      {"singularName", ""},
                      {"namespaced", kind->namespaced},
                      {"kind", kind->kind},
                      {"verbs", verbs}});
    }
  }
  json document = {{"kind", "APIResourceList"},
                   {"groupVersion", group_version},
                   {"resources", list}};
  // The oldest of these documents has none.
  if (group_version != "v1") document["apiVersion"] = "v1";
  return document;
}

json PlainGroups(const Groups& groups) {
  json list = json::array();
  for (const auto& [name, versions] : groups) {
    if (!name.empty()) list.push_back(Group(name, versions));
  }
  return {{"kind", "APIGroupList"}, {"apiVersion", "v1"}, {"groups", list}};
}

json PlainCore() {
  return {{"kind", "APIVersions"},
          {"versions", {"v1"}},
          {"serverAddressByClientCIDRs",
           json::array({{{"clientCIDR", "0.0.0.0/0"},
                         {"serverAddress", "127.0.0.1"}}})}};
}

// /api/v1, /apis/GROUP and /apis/GROUP/VERSION; null: there is no such path.
json Below(const Groups& groups, std::string_view path) {
  for (const auto& [name, versions] : groups) {
    const std::string prefix = name.empty() ? "/api" : "/apis/" + name;
    if (path == prefix && !name.empty()) {
      json group = Group(name, versions);
      group["kind"] = "APIGroup";
      group["apiVersion"] = "v1";
      return group;
    }
    for (const auto& [version, kinds] : versions) {
      if (path != fmt::format("{}/{}", prefix, version)) continue;
      return Resources(
          name.empty() ? version : fmt::format("{}/{}", name, version), kinds);
    }
  }
  return nullptr;
}

constexpr std::string_view kOpenApi = "/openapi/v3";

// "api/v1", "apis/apps/v1".
std::string PathOf(const Kind& kind) {
  return kind.group.empty() ? "api/" + kind.version
                            : "apis/" + kind.ApiVersion();
}

json OpenApiRoot(const Kinds& kinds) {
  json paths = json::object();
  for (const Kind* kind : kinds.All()) {
    const std::string path = PathOf(*kind);
    paths[path] = {{"serverRelativeURL", std::string(kOpenApi) + "/" + path}};
  }
  return {{"paths", paths}};
}

json Operations(const Kind& kind) {
  const json parameter = {{"name", "fieldValidation"},
                          {"in", "query"},
                          {"schema", {{"type", "string"}}}};
  return {{"patch",
           {{"parameters", json::array({parameter})},
            {"responses", json::object()},
            {"x-kubernetes-group-version-kind",
             {{"group", kind.group},
              {"version", kind.version},
              {"kind", kind.kind}}}}}};
}

// The document behind /openapi/v3 and the paths below it; null: no such path.
// It has no schemas: it only says that every kind takes the parameter
// fieldValidation, so that kubectl and helm leave checking to the server
// instead of refusing to go on without a schema.
json OpenApi(const Kinds& kinds, std::string_view path) {
  if (path == kOpenApi) return OpenApiRoot(kinds);
  json paths = json::object();
  for (const Kind* kind : kinds.All()) {
    if (path != std::string(kOpenApi) + "/" + PathOf(*kind)) continue;
    const std::string scope =
        kind->namespaced ? "/namespaces/{namespace}/" : "/";
    paths["/" + PathOf(*kind) + scope + kind->resource + "/{name}"] =
        Operations(*kind);
  }
  if (paths.empty()) return nullptr;
  return {{"openapi", "3.0.0"},
          {"info", {{"title", "simulated"}, {"version", "unversioned"}}},
          {"paths", paths}};
}

std::optional<HttpAnswer> AnswerOf(const json& document) {
  if (document.is_null()) return std::nullopt;
  return HttpAnswer{200, document.dump()};
}

}  // namespace

std::optional<HttpAnswer> Discover(const Kinds& kinds, std::string_view path,
                                   std::string_view accept) {
  if (path.starts_with(kOpenApi)) return AnswerOf(OpenApi(kinds, path));
  const Groups groups = GroupsOf(kinds);
  const bool core = path == "/api";
  if (!core && path != "/apis") return AnswerOf(Below(groups, path));
  const bool aggregated =
      accept.find("as=APIGroupDiscoveryList") != std::string_view::npos &&
      accept.find("v=v2") != std::string_view::npos;
  if (!aggregated) return AnswerOf(core ? PlainCore() : PlainGroups(groups));
  return HttpAnswer{200, AggregatedList(groups, core).dump(),
                    "application/json;g=apidiscovery.k8s.io;v=v2;as="
                    "APIGroupDiscoveryList"};
}

}  // namespace bench
