#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace bench {

/// The string at a JSON pointer, "/metadata/name"; empty where there is none.
std::string TextAt(const nlohmann::json& value, const char* pointer);

}  // namespace bench
