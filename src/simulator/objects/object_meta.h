#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "simulator/objects/kinds.h"

namespace bench {

/// The metadata of a sent object, made where there is none.
nlohmann::json& MetadataOf(nlohmann::json& object);

/// What clients cannot change is as it was before; `before` is empty for a new
/// object.
void KeepServersPart(nlohmann::json& metadata, const nlohmann::json& before);

/// Whether there is nothing in the list or object at `key`.
bool IsEmptyAt(const nlohmann::json& parent, const char* key);

/// Lists and objects in metadata without anything in them are not there.
void DropEmptyParts(nlohmann::json& metadata);

/// The rules on labels, finalizers and owners, and on what must not change
/// between two versions of an object; `before` is empty for a new one. Throws
/// ApiError (422).
void CheckMetadata(const Kind& kind, std::string_view name,
                   const nlohmann::json& before, const nlohmann::json& after);

}  // namespace bench
