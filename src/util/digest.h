#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bench {

/// "sha256:…" of a file, or of all files of a folder with their paths in it.
/// Empty when something in it cannot be read.
std::string Digest(const std::filesystem::path& path);

/// "sha256:…" of a text alone, as sha256sum says it of a file.
std::string TextDigest(std::string_view text);

}  // namespace bench
