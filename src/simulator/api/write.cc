#include "simulator/api/write.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "simulator/api/body.h"
#include "simulator/objects/api_error.h"
#include "simulator/objects/object_meta.h"
#include "simulator/objects/patch.h"

namespace bench {
namespace {

using nlohmann::json;

WriteOptions WriteOptionsOf(const ApiRequest& request) {
  return {.dry_run = !request.Query("dryRun").empty()};
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

// It creates, or merges as a patch does: whose a field is, nobody keeps, so
// that there are no conflicts, and what is no longer mentioned stays.
Written Apply(Rest& rest, const Kind& kind, const HttpRequest& http,
              const ApiRequest& request) {
  json configuration = ReadConfiguration(http, kind);
  json& metadata = MetadataOf(configuration);
  const std::string name = metadata.value("name", request.name);
  metadata["name"] = name;
  const WriteOptions options = WriteOptionsOf(request);
  const ObjectPtr before = Find(rest, kind, request);
  if (before) {
    json applied = ToBeChanged(*before);
    Merge(kind, applied, configuration);
    return {Update(rest, kind, request, std::move(applied), options), false};
  }
  if (name != request.name) throw WrongName(name, request.name);
  return {rest.Create(kind, request.ns, std::move(configuration), options),
          true};
}

Written Patch(Rest& rest, const Kind& kind, const HttpRequest& http,
              const ApiRequest& request) {
  const ObjectPtr before = Find(rest, kind, request);
  if (!before) throw NotFound(kind, request.name);
  WriteOptions options = WriteOptionsOf(request);
  options.is_patch = true;
  json patched = ReadPatched(http, kind, ToBeChanged(*before));
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
  json object = ReadObject(http, kind);
  const WriteOptions options = WriteOptionsOf(request);
  if (creates) {
    return {rest.Create(kind, request.ns, std::move(object), options), true};
  }
  const bool there = Find(rest, kind, request) != nullptr;
  return {Update(rest, kind, request, std::move(object), options), !there};
}

}  // namespace bench
