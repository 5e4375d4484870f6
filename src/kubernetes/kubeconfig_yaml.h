#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace bench {

/// The first YAML document of a file, with the types that client-go's
/// YAML, 1.1, gives to what stands there without quotes: `yes` is true, 0123 a
/// number. Throws Error: the file cannot be read, or is not YAML (line and
/// column).
nlohmann::json ReadYaml(const std::filesystem::path& file);

}  // namespace bench
