#include "uninstaller/native/targets.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "util/error.h"
#include "util/text_at.h"

namespace bench {

using nlohmann::json;

std::string Target::Words() const { return "[" + type->kind + "] " + name; }

Request DeletionOf(const Target& target, std::string_view propagation) {
  return {.method = "DELETE",
          .path = target.Path(),
          .body = json{{"propagationPolicy", propagation}}.dump()};
}

std::vector<Target> ResolveTargets(std::vector<json> objects,
                                   const std::string& ns,
                                   const Discovery& served) {
  std::vector<Target> targets;
  for (json& object : objects) {
    const std::string api_version = TextAt(object, "/apiVersion");
    const std::string kind = TextAt(object, "/kind");
    Target target;
    target.type = FindType(served.types, api_version, kind);
    if (target.type == nullptr) {
      if (!served.error.empty()) throw Error("{}", served.error);
      throw Error("no matches for kind \"{}\" in version \"{}\"", kind,
                  api_version);
    }
    if (target.type->namespaced) {
      target.ns = TextAt(object, "/metadata/namespace");
      if (target.ns.empty()) target.ns = ns;
    }
    target.name = TextAt(object, "/metadata/name");
    target.object = std::make_shared<const json>(std::move(object));
    targets.push_back(std::move(target));
  }
  return targets;
}

std::vector<std::vector<Target>> RunsOfOneKind(std::vector<Target> targets) {
  std::vector<std::vector<Target>> runs;
  for (Target& target : targets) {
    if (runs.empty() || runs.back().front().type->kind != target.type->kind) {
      runs.emplace_back();
    }
    runs.back().push_back(std::move(target));
  }
  return runs;
}

}  // namespace bench
