#include "simulator/controllers/definition_controller.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "simulator/controllers/finalizers.h"
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

}  // namespace

DefinitionController::DefinitionController(Rest& rest, EventLoop& loop,
                                           const Timing& timing)
    : rest_(rest), queue_(loop, timing.controller_s, [this](const Key& key) {
        Reconcile(key);
      }) {
  rest_.store().Subscribe([this](const Change& change) { Note(change); });
}

void DefinitionController::Note(const Change& change) {
  if (change.key.resource == kDefinitions) {
    queue_.Add(change.key);
    return;
  }
  if (change.type != Change::Type::kDeleted) return;
  // The last object of a definition that waits for it.
  const ObjectPtr definition =
      rest_.store().Get({kDefinitions, "", change.key.resource});
  if (definition && definition->deleting()) {
    queue_.Add({kDefinitions, "", change.key.resource});
  }
}

void DefinitionController::Reconcile(const Key& key) {
  const ObjectPtr definition = rest_.store().Get(key);
  if (!definition) {
    rest_.kinds().SetCustom(key.name, {});
  } else if (definition->deleting()) {
    Clean(key);
  } else {
    Establish(key, *definition);
  }
}

void DefinitionController::Establish(const Key& key,
                                     const StoredObject& definition) {
  rest_.kinds().SetCustom(key.name, KindsOf(definition));
  const Kind& kind = *rest_.kinds().FindStorage(kDefinitions);
  json changed = definition.value();
  if (!HasFinalizer(definition, kCleanup)) {
    changed["metadata"]["finalizers"].push_back(kCleanup);
    changed = rest_.Update(kind, "", key.name, "", changed)->value();
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
  rest_.Update(kind, "", key.name, "status", std::move(changed));
}

void DefinitionController::Clean(const Key& key) {
  const Kind* const custom = rest_.kinds().FindStorage(key.name);
  bool left = false;
  if (custom != nullptr) {
    for (const ObjectPtr& object : rest_.store().List(key.name, "")) {
      const std::string ns = object->metadata().value("namespace", "");
      const std::string name = object->metadata().at("name");
      left |= object->deleting() || !rest_.Delete(*custom, ns, name, {}).gone;
    }
  }
  if (!left) DropFinalizer(rest_, key, kCleanup);
}

}  // namespace bench
