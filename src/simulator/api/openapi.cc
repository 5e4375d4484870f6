#include "simulator/api/openapi.h"

#include <nlohmann/json.hpp>

namespace bench {
namespace {

using nlohmann::json;

constexpr std::string_view kRoot = "/openapi/v3";

// "api/v1", "apis/apps/v1".
std::string PathOf(const Kind& kind) {
  return kind.group.empty() ? "api/" + kind.version
                            : "apis/" + kind.ApiVersion();
}

json Root(const Kinds& kinds) {
  json paths = json::object();
  for (const Kind* kind : kinds.All()) {
    const std::string path = PathOf(*kind);
    paths[path] = {{"serverRelativeURL", std::string(kRoot) + "/" + path}};
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

}  // namespace

std::optional<std::string> OpenApi(const Kinds& kinds, std::string_view path) {
  if (path == kRoot) return Root(kinds).dump();
  json paths = json::object();
  for (const Kind* kind : kinds.All()) {
    if (path != std::string(kRoot) + "/" + PathOf(*kind)) continue;
    const std::string scope =
        kind->namespaced ? "/namespaces/{namespace}/" : "/";
    paths["/" + PathOf(*kind) + scope + kind->resource + "/{name}"] =
        Operations(*kind);
  }
  if (paths.empty()) return std::nullopt;
  return json({{"openapi", "3.0.0"},
               {"info", {{"title", "simulated"}, {"version", "unversioned"}}},
               {"paths", paths}})
      .dump();
}

}  // namespace bench
