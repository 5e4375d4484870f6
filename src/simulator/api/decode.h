#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "simulator/objects/kinds.h"

namespace bench {

/// Why an object is none of this kind; empty: it is one. Looked at are its
/// type, its metadata, and what ConfigMaps and Secrets consist of: what the
/// rest of the program relies on.
std::string Misfit(const Kind& kind, const nlohmann::json& object);

}  // namespace bench
