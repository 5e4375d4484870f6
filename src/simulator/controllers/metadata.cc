#include "simulator/controllers/owner.h"

#include <nlohmann/json.hpp>

namespace bench {

using nlohmann::json;

json OwnedBy(const Kind& kind, const StoredObject& owner) {
  json reference = {{"apiVersion", kind.ApiVersion()},
                    {"kind", kind.kind},
                    {"name", owner.metadata().at("name")},
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
