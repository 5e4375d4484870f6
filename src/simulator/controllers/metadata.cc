#include "simulator/controllers/metadata.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace bench {

using nlohmann::json;

bool HasFinalizer(const StoredObject& object, const char* name) {
  const json finalizers = object.metadata().value("finalizers", json::array());
  return std::ranges::find(finalizers, name) != finalizers.end();
}

void DropFinalizer(Rest& rest, const Key& key, const char* name) {
  const ObjectPtr object = rest.store().Get(key);
  if (!object || !HasFinalizer(*object, name)) return;
  json changed = object->value();
  json& finalizers = changed["metadata"]["finalizers"];
  finalizers.erase(std::ranges::find(finalizers, name));
  rest.Update(key, "", std::move(changed));
}

json OwnedBy(const Kinds& kinds, std::string_view storage,
             const StoredObject& owner) {
  const Kind& kind = *kinds.FindStorage(storage);
  json reference = {{"apiVersion", kind.ApiVersion()},
                    {"kind", kind.kind},
                    {"name", owner.name()},
                    {"uid", owner.uid()},
                    {"controller", true},
                    {"blockOwnerDeletion", true}};
  return json::array({std::move(reference)});
}

std::vector<ObjectPtr> OwnedObjects(const Store& store,
                                    std::string_view resource,
                                    std::string_view ns,
                                    const StoredObject& owner) {
  std::vector<ObjectPtr> owned;
  for (ObjectPtr& object : store.List(resource, ns)) {
    const json references =
        object->metadata().value("ownerReferences", json::array());
    for (const json& reference : references) {
      if (reference.value("uid", "") != owner.uid()) continue;
      owned.push_back(std::move(object));
      break;
    }
  }
  return owned;
}

bool HasLabels(const StoredObject& object, const json& wanted) {
  const json labels = object.metadata().value("labels", json::object());
  for (const auto& [name, value] : wanted.items()) {
    if (!labels.contains(name) || labels.at(name) != value) return false;
  }
  return true;
}

}  // namespace bench
