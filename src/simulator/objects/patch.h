#pragma once

#include <nlohmann/json_fwd.hpp>

#include "simulator/objects/kinds.h"

namespace bench {

/// A strategic merge patch, with the directives $patch, $retainKeys,
/// $deleteFromPrimitiveList and $setElementOrder (whose order is not kept).
void StrategicMerge(nlohmann::json& target, const nlohmann::json& patch);

/// Such a patch of a kind of Kubernetes' own; of a custom one, whose lists have
/// no keys, a merge patch (RFC 7386).
void Merge(const Kind& kind, nlohmann::json& target,
           const nlohmann::json& patch);

/// What an apply does before it merges: takes away what the same manager has
/// applied before (`previous`) and does not mention any more (`next`). An
/// element of a list that has keys goes as a whole.
void RemoveUnmentioned(const Kind& kind, nlohmann::json& target,
                       const nlohmann::json& previous,
                       const nlohmann::json& next);

/// A JSON Patch (RFC 6902). Throws ApiError (400: not one; 422: it does not
/// apply).
nlohmann::json JsonPatched(const nlohmann::json& target,
                           const nlohmann::json& patch);

}  // namespace bench
