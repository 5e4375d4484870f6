#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "simulator/controllers/controllers.h"
#include "simulator/controllers/metadata.h"
#include "simulator/controllers/work_queue.h"
#include "simulator/objects/object_meta.h"
#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kDefinitions =
    "customresourcedefinitions.apiextensions.k8s.io";
constexpr const char* kCleanup = "customresourcecleanup.apiextensions.k8s.io";

std::vector<Kind> KindsOf(const StoredObject& definition) {
  const json& spec = definition.value().at("spec");
  const json& names = spec.at("names");
  std::vector<Kind> kinds;
  for (const json& version : spec.at("versions")) {
    if (!version.value("served", false)) continue;
    Kind kind;
    kind.group = spec.at("group");
    kind.version = version.at("name");
    kind.kind = names.at("kind");
    kind.resource = names.at("plural");
    kind.singular = names.value("singular", Lower(kind.kind));
    kind.list_kind = names.value("listKind", kind.kind + "List");
    kind.short_names = names.value("shortNames", std::vector<std::string>());
    kind.categories = names.value("categories", std::vector<std::string>());
    kind.namespaced = spec.value("scope", "") == "Namespaced";
    kind.has_status =
        version.value("subresources", json::object()).contains("status");
    kind.custom = true;
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

void NoteOfDefinition(Rest& rest, const Change& change, WorkQueue& queue) {
  if (change.key.resource == kDefinitions) {
    queue.Add(change.key);
    return;
  }
  if (change.type != Change::Type::kDeleted) return;
  // The last object of a definition that waits for it.
  const Key key{kDefinitions, "", change.key.resource};
  const ObjectPtr definition = rest.store().Get(key);
  if (definition && definition->deleting()) queue.Add(key);
}

void Establish(Rest& rest, const Key& key, const StoredObject& definition) {
  rest.kinds().SetCustom(key.name, KindsOf(definition));
  json changed = definition.value();
  if (!HasFinalizer(definition, kCleanup)) {
    changed["metadata"]["finalizers"].push_back(kCleanup);
    changed = rest.Update(key, "", changed)->value();
  }
  const json status = changed.value("status", json::object());
  if (!IsEmptyAt(status, "conditions")) return;
  const auto condition = [](const char* type, const char* reason,
                            const char* message) {
    return json{{"type", type},
                {"status", "True"},
                {"reason", reason},
                {"message", message},
                {"lastTransitionTime", Timestamp()}};
  };
  changed["status"] = {
      {"acceptedNames", changed["spec"]["names"]},
      {"conditions",
       json::array(
           {condition("NamesAccepted", "NoConflicts", "no conflicts found"),
            condition("Established", "InitialNamesAccepted",
                      "the initial names have been accepted")})},
      {"storedVersions", json::array()}};
  rest.Update(key, "status", std::move(changed));
}

void Clean(Rest& rest, const Key& key) {
  bool left = false;
  if (rest.kinds().FindStorage(key.name) != nullptr) {
    for (const ObjectPtr& object : rest.store().List(key.name, "")) {
      const Key of_object{key.name, object->metadata().value("namespace", ""),
                          object->name()};
      left |= object->deleting() || !rest.Delete(of_object, {}).gone;
    }
  }
  if (!left) DropFinalizer(rest, key, kCleanup);
}

void ReconcileDefinition(Rest& rest, const Key& key) {
  const ObjectPtr definition = rest.store().Get(key);
  if (!definition) {
    rest.kinds().SetCustom(key.name, {});
  } else if (definition->deleting()) {
    Clean(rest, key);
  } else {
    Establish(rest, key, *definition);
  }
}

}  // namespace

void StartDefinitionController(Rest& rest, EventLoop& loop,
                               const Timing& timing) {
  StartController(rest, loop, timing.controller_s, NoteOfDefinition,
                  ReconcileDefinition);
}

}  // namespace bench
