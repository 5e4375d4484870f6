#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace bench {

/// All of a file; nothing when it cannot be read whole (not there, a folder,
/// no permission, a process in /proc that has just ended).
std::optional<std::string> ReadFile(const std::filesystem::path& file);

}  // namespace bench
