#include "simulator/api/write.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "simulator/api/body.h"
#include "simulator/objects/api_error.h"
#include "simulator/objects/apply.h"
#include "simulator/objects/object_meta.h"

namespace bench {
namespace {

using nlohmann::json;

// Who does not say so is known by the name of his program.
std::string ManagerOf(const HttpRequest& http, const ApiRequest& request) {
  std::string manager = request.Query("fieldManager");
  if (manager.empty()) {
    manager = http.user_agent.substr(0, http.user_agent.find('/'));
  }
  return manager.empty() ? "unknown" : manager;
}

WriteOptions WriteOptionsOf(const HttpRequest& http,
                            const ApiRequest& request) {
  return {.dry_run = !request.Query("dryRun").empty(),
          .manager = ManagerOf(http, request)};
}

// Null: not there.
ObjectPtr Find(Rest& rest, const Kind& kind, const ApiRequest& request) {
  return rest.store().Get(rest.KeyOf(kind, request.ns, request.name));
}

// As something to be changed: only who names a version means that one.
json ToBeChanged(const StoredObject& object) {
  json now = object.value();
  now["metadata"].erase("resourceVersion");
  return now;
}

ObjectPtr Update(Rest& rest, const Kind& kind, const ApiRequest& request,
                 json object, const WriteOptions& options) {
  return rest.Update(kind, request.ns, request.name, request.subresource,
                     std::move(object), options);
}

Written Apply(Rest& rest, const Kind& kind, const HttpRequest& http,
              const ApiRequest& request) {
  WriteOptions options = WriteOptionsOf(http, request);
  options.applies = true;
  options.manager = request.Query("fieldManager");
  json configuration = ReadConfiguration(http, kind, options.manager);
  json& metadata = MetadataOf(configuration);
  const std::string name = metadata.value("name", request.name);
  metadata["name"] = name;
  const ObjectPtr before = Find(rest, kind, request);
  if (!before && name != request.name) throw WrongName(name, request.name);
  const json live = before ? ToBeChanged(*before) : json::object();
  json applied = Applied(kind, live, configuration, options.manager,
                         request.Flag("force"));
  if (before) {
    return {Update(rest, kind, request, std::move(applied), options), false};
  }
  return {rest.Create(kind, request.ns, std::move(applied), options), true};
}

Written Patch(Rest& rest, const Kind& kind, const HttpRequest& http,
              const ApiRequest& request) {
  const ObjectPtr before = Find(rest, kind, request);
  if (!before) throw NotFound(kind, request.name);
  WriteOptions options = WriteOptionsOf(http, request);
  options.is_patch = true;
  json patched = ReadPatched(http, rest.kinds(), kind, ToBeChanged(*before));
  return {Update(rest, kind, request, std::move(patched), options), false};
}

}  // namespace

Written Write(Rest& rest, const Kind& kind, const HttpRequest& http,
              const ApiRequest& request) {
  const bool creates = request.verb == "create";
  if (creates != request.name.empty() ||
      (creates && kind.namespaced && request.ns.empty())) {
    throw MethodNotAllowed();
  }
  if (request.verb == "patch") {
    return IsType(http.content_type, "application/apply-patch+yaml")
               ? Apply(rest, kind, http, request)
               : Patch(rest, kind, http, request);
  }
  json object = ReadObject(http, rest.kinds(), kind);
  const WriteOptions options = WriteOptionsOf(http, request);
  if (creates) {
    return {rest.Create(kind, request.ns, std::move(object), options), true};
  }
  const bool there = Find(rest, kind, request) != nullptr;
  return {Update(rest, kind, request, std::move(object), options), !there};
}

}  // namespace bench
