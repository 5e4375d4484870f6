#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "simulator/objects/kinds.h"

namespace bench {

/// Whether the kind takes this name; throws ApiError (422) otherwise.
void CheckName(const Kind& kind, std::string_view name);

/// What is wrong with a label's value; empty: nothing.
std::string WhyBadLabelValue(std::string_view value);

/// Whether a Secret or a ConfigMap is not too large. Throws ApiError (422).
void CheckContents(const Kind& kind, std::string_view name,
                   const nlohmann::json& object);

/// Whether what must stay the same between two versions of an object has
/// stayed. Throws ApiError (422).
void CheckUnchanged(const Kind& kind, std::string_view name,
                    const nlohmann::json& before, const nlohmann::json& after);

}  // namespace bench
