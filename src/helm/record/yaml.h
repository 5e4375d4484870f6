#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace bench {

/// The first document of a YAML text as JSON, its unquoted scalars taken for
/// what sigs.k8s.io/yaml takes them for (`yes` is true, 010 is 8); null when it
/// has none. Throws Error: not YAML, or not expressible in JSON.
nlohmann::json JsonFromYaml(const std::string& text);

}  // namespace bench
