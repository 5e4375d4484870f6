#include "simulator/objects/rest.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/objects/api_error.h"
#include "simulator/objects/defaults.h"
#include "simulator/objects/kind_rules.h"
#include "simulator/objects/object_meta.h"
#include "simulator/objects/validation.h"

namespace bench {
namespace {

using nlohmann::json;

void CheckPlace(json& metadata, const Kind& kind, std::string_view ns) {
  if (!kind.namespaced) {
    metadata.erase("namespace");
    return;
  }
  const std::string given = metadata.value("namespace", "");
  if (!given.empty() && given != ns) {
    throw BadRequest(
        "the namespace of the provided object does not match the namespace "
        "sent on the request");
  }
  metadata["namespace"] = ns;
}

// Whether nothing holds an object that is being deleted.
bool IsReleased(const Kind& kind, const json& object) {
  const json& metadata = object.at("metadata");
  return metadata.contains("deletionTimestamp") &&
         IsEmptyAt(metadata, "finalizers") &&
         metadata.value("deletionGracePeriodSeconds", 0) == 0 &&
         (kind.Storage() != "namespaces" ||
          IsEmptyAt(object.value("spec", json::object()), "finalizers"));
}

// Without what changes at every write.
json Content(json object) {
  object["metadata"].erase("resourceVersion");
  return object;
}

json WithoutStatus(json object) {
  object.erase("metadata");
  object.erase("status");
  return object;
}

std::string NameFor(const Kind& kind, const json& metadata, Ids& ids) {
  std::string name = metadata.value("name", "");
  if (!name.empty()) return name;
  const std::string prefix = metadata.value("generateName", "");
  if (prefix.empty()) {
    throw Invalid(kind, "",
                  {{"FieldValueRequired", "metadata.name",
                    "Required value: name or generateName is required"}});
  }
  return prefix + ids.Suffix();
}

// The version and the uid that an update means, where it names them.
void CheckPreconditions(const Kind& kind, const Key& key, const json& metadata,
                        const StoredObject& now, const WriteOptions& options) {
  const std::string uid = metadata.value("uid", "");
  if (!uid.empty() && uid != now.uid() && !options.is_patch) {
    throw Conflict(kind, key.name, "its uid is not the one asked for");
  }
  const std::string version = metadata.value("resourceVersion", "");
  if (version.find_first_not_of("0123456789") != std::string::npos) {
    throw ApiError(500, "", "invalid resource version: " + version, nullptr);
  }
  if (!version.empty() &&
      version != now.metadata().value("resourceVersion", "")) {
    throw StaleVersion(kind, key.name);
  }
}

// `object`, of which only the part that the subresource writes is taken.
json WithPart(const json& before, const json& object,
              std::string_view subresource) {
  const char* const part = subresource == "status" ? "status" : "spec";
  json changed = before;
  if (object.contains(part)) changed[part] = object[part];
  return changed;
}

// What an update may not change stays, and what it leaves out gets its
// default.
void Complete(const Kind& kind, const json& before, json& object, Ids& ids) {
  const json& old_metadata = before.at("metadata");
  json& metadata = object["metadata"];
  const json uid = metadata.value("uid", old_metadata.at("uid"));
  KeepServersPart(metadata, old_metadata);
  metadata["uid"] = uid;
  if (old_metadata.contains("generation")) {
    metadata["generation"] = old_metadata.at("generation");
  }
  DropEmptyParts(metadata);
  if (kind.has_status) {
    object.erase("status");
    if (before.contains("status")) object["status"] = before.at("status");
  }
  KeepAssigned(kind, before, object);
  SetDefaults(kind, object, ids);
  // That of a Pod does not count its binding to a node.
  if (HasGeneration(kind) && kind.Storage() != "pods" &&
      WithoutStatus(object) != WithoutStatus(before)) {
    metadata["generation"] = old_metadata.value("generation", 0) + 1;
  }
}

}  // namespace

Rest::Rest(Store& store, Kinds& kinds, std::uint64_t seed)
    : store_(store), kinds_(kinds), ids_(seed) {}

Key Rest::KeyOf(const Kind& kind, std::string_view ns,
                std::string_view name) const {
  return {kind.Storage(), std::string(kind.namespaced ? ns : ""),
          std::string(name)};
}

ObjectPtr Rest::Get(const Kind& kind, std::string_view ns,
                    std::string_view name) {
  ObjectPtr object = store_.Get(KeyOf(kind, ns, name));
  if (!object) throw NotFound(kind, name);
  return object;
}

void Rest::CheckNamespace(const Kind& kind, std::string_view ns,
                          std::string_view name) {
  if (!kind.namespaced) return;
  const ObjectPtr home = store_.Get({"namespaces", "", std::string(ns)});
  if (!home) throw NotFound(*kinds_.FindStorage("namespaces"), ns);
  if (home->deleting()) throw NamespaceTerminating(kind, name, ns);
}

ObjectPtr Rest::Create(const Kind& kind, std::string_view ns, json object,
                       const WriteOptions& options) {
  object.erase("apiVersion");
  object.erase("kind");
  json& metadata = MetadataOf(object);
  CheckPlace(metadata, kind, ns);
  if (!metadata.value("resourceVersion", "").empty()) {
    throw ApiError(500, "",
                   "resourceVersion should not be set on objects to be created",
                   nullptr);
  }
  const std::string name = NameFor(kind, metadata, ids_);
  metadata["name"] = name;
  CheckNamespace(kind, ns, name);
  CheckName(kind, name);
  CheckMetadata(kind, name, json::object(), metadata);
  const Key key = KeyOf(kind, ns, name);
  if (const ObjectPtr there = store_.Get(key)) {
    throw AlreadyExists(kind, name, there->deleting());
  }
  KeepServersPart(metadata, json::object());
  DropEmptyParts(metadata);
  // Who may write a status writes it afterwards.
  if (kind.has_status) object.erase("status");
  metadata["uid"] = ids_.Uid();
  metadata["creationTimestamp"] = Timestamp();
  if (HasGeneration(kind)) metadata["generation"] = 1;
  SetDefaults(kind, object, ids_);
  CheckContents(kind, name, object);
  if (options.dry_run) {
    return std::make_shared<const StoredObject>(std::move(object));
  }
  return store_.Put(key, std::move(object));
}

ObjectPtr Rest::Update(const Kind& kind, std::string_view ns,
                       std::string_view name, std::string_view subresource,
                       json object, const WriteOptions& options) {
  object.erase("apiVersion");
  object.erase("kind");
  json& metadata = MetadataOf(object);
  CheckPlace(metadata, kind, ns);
  const std::string given = metadata.value("name", "");
  if (given != name) throw WrongName(given, name);
  const Key key = KeyOf(kind, ns, name);
  const ObjectPtr now = store_.Get(key);
  if (!now) {
    if (!IsCreatedByUpdate(kind) || !subresource.empty()) {
      throw NotFound(kind, name);
    }
    metadata.erase("resourceVersion");
    return Create(kind, ns, std::move(object), options);
  }
  CheckPreconditions(kind, key, metadata, *now, options);
  return Replace(kind, key, now, subresource, std::move(object), options);
}

ObjectPtr Rest::Replace(const Kind& kind, const Key& key, const ObjectPtr& now,
                        std::string_view subresource, json object,
                        const WriteOptions& options) {
  const json& before = now->value();
  if (subresource.empty()) {
    Complete(kind, before, object, ids_);
    CheckMetadata(kind, key.name, now->metadata(), object["metadata"]);
    CheckUnchanged(kind, key.name, before, object);
    CheckContents(kind, key.name, object);
  } else {
    object = WithPart(before, object, subresource);
  }
  object["metadata"]["resourceVersion"] = now->metadata().at("resourceVersion");
  if (Content(object) == Content(before)) return now;
  if (options.dry_run) {
    return std::make_shared<const StoredObject>(std::move(object));
  }
  const bool released = IsReleased(kind, object);
  ObjectPtr updated = store_.Put(key, std::move(object));
  if (released) store_.Remove(key);
  return updated;
}

ObjectPtr Rest::Create(std::string_view storage, std::string_view ns,
                       json object) {
  return Create(*kinds_.FindStorage(storage), ns, std::move(object));
}

ObjectPtr Rest::Update(const Key& key, std::string_view subresource,
                       json object) {
  return Update(*kinds_.FindStorage(key.resource), key.ns, key.name,
                subresource, std::move(object));
}

Rest::Deleted Rest::Delete(const Key& key, const DeleteOptions& options) {
  return Delete(*kinds_.FindStorage(key.resource), key.ns, key.name, options);
}

}  // namespace bench
