#include "simulator/controllers/finalizers.h"

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
  rest.Update(*rest.kinds().FindStorage(key.resource), key.ns, key.name, "",
              std::move(changed));
}

}  // namespace bench
