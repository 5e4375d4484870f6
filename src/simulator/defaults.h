#pragma once

#include <nlohmann/json_fwd.hpp>

#include "simulator/ids.h"
#include "simulator/kinds.h"

namespace bench {

/// Adds what the API server adds to a new or changed object (defaulting,
/// addresses, the first status), for the kinds that charts of applications use.
/// Of what it would find wrong in a spec, nothing is looked at.
void SetDefaults(const Kind& kind, nlohmann::json& object, Ids& ids);

}  // namespace bench
