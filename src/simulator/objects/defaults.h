#pragma once

#include <nlohmann/json_fwd.hpp>

#include "simulator/objects/ids.h"
#include "simulator/objects/kinds.h"

namespace bench {

/// Adds what the API server adds to a new or changed object (defaulting,
/// addresses, the first status), for the kinds that charts of applications use.
/// Of what it would find wrong in a spec, nothing is looked at.
void SetDefaults(const Kind& kind, nlohmann::json& object, Ids& ids);

/// What has been assigned to an object and an update leaves out stays: the
/// finalizers of a namespace's spec, and the addresses of a Service.
void KeepAssigned(const Kind& kind, const nlohmann::json& before,
                  nlohmann::json& object);

}  // namespace bench
