#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "simulator/objects/kinds.h"
#include "simulator/objects/store.h"

namespace bench {

/// The ownerReferences of what the object's controller makes for it.
nlohmann::json OwnedBy(const Kind& kind, const StoredObject& owner);

/// Those of one kind and namespace that `owner` controls, by name.
std::vector<ObjectPtr> OwnedObjects(const Store& store,
                                    std::string_view resource,
                                    std::string_view ns,
                                    const StoredObject& owner);

/// Whether the object has all these labels, as selectors of Services and of
/// Pods want it.
bool HasLabels(const StoredObject& object, const nlohmann::json& wanted);

}  // namespace bench
