#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "simulator/objects/rest.h"

namespace bench {

// What controllers read and write in metadata.

bool HasFinalizer(const StoredObject& object, const char* name);

/// Does nothing where it is not, or the object is not there.
void DropFinalizer(Rest& rest, const Key& key, const char* name);

/// The ownerReferences of what the controller of `owner`, which is kept in
/// `storage`, makes for it.
nlohmann::json OwnedBy(const Kinds& kinds, std::string_view storage,
                       const StoredObject& owner);

/// Those of one kind and namespace that `owner` controls, by name.
std::vector<ObjectPtr> OwnedObjects(const Store& store,
                                    std::string_view resource,
                                    std::string_view ns,
                                    const StoredObject& owner);

/// Whether the object has all these labels, as selectors of Services and of
/// Pods want it.
bool HasLabels(const StoredObject& object, const nlohmann::json& wanted);

}  // namespace bench
