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

// It creates, or merges as a patch does, without what the same manager no
// longer mentions. There are no conflicts with others.
Written Apply(Rest& rest, Applied& applied, const Kind& kind,
              const HttpRequest& http, const ApiRequest& request) {
  json configuration = ReadConfiguration(http, kind);
  json& metadata = MetadataOf(configuration);
  const std::string name = metadata.value("name", request.name);
  metadata["name"] = name;
  const WriteOptions options = WriteOptionsOf(request);
  const std::string manager = request.Query("fieldManager");
  const Key key = rest.KeyOf(kind, request.ns, request.name);
  const ObjectPtr before = Find(rest, kind, request);
  Written written;
  if (before) {
    json changed = ToBeChanged(*before);
    if (const json* const previous = applied.Find(key, manager)) {
      RemoveUnmentioned(kind, changed, *previous, configuration);
    }
    Merge(kind, changed, configuration);
    written.object = Update(rest, kind, request, std::move(changed), options);
  } else {
    if (name != request.name) throw WrongName(name, request.name);
    written.created = true;
    written.object = rest.Create(kind, request.ns, configuration, options);
  }
  if (!options.dry_run && request.subresource.empty()) {
    applied.Set(key, manager, std::move(configuration));
  }
  return written;
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

Applied::Applied(Store& store) {
  store.Subscribe([this](const Change& change) {
    if (change.type == Change::Type::kDeleted) {
      configurations_.erase(change.key);
    }
  });
}

Applied::~Applied() = default;

const json* Applied::Find(const Key& key, const std::string& manager) const {
  const auto object = configurations_.find(key);
  if (object == configurations_.end()) return nullptr;
  const auto found = object->second.find(manager);
  return found == object->second.end() ? nullptr : &found->second;
}

void Applied::Set(const Key& key, const std::string& manager,
                  json configuration) {
  configurations_[key][manager] = std::move(configuration);
}

Written Write(Rest& rest, Applied& applied, const Kind& kind,
              const HttpRequest& http, const ApiRequest& request) {
  const bool creates = request.verb == "create";
  if (creates != request.name.empty() ||
      (creates && kind.namespaced && request.ns.empty())) {
    throw MethodNotAllowed();
  }
  if (request.verb == "patch") {
    return IsType(http.content_type, "application/apply-patch+yaml")
               ? Apply(rest, applied, kind, http, request)
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
