#pragma once

#include <filesystem>
#include <string>

namespace bench {

/// "sha256:…" of a file, or of all files of a folder with their paths in it.
/// Empty when something in it cannot be read.
std::string Digest(const std::filesystem::path& path);

}  // namespace bench
