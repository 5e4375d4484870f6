#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace bench {

/// As the name of a file: stdout.
inline constexpr std::string_view kStdout = "-";

/// A pipe, /dev/null, /dev/stderr: there is no whole and half for these, and
/// nothing may be put in their place.
bool IsStream(const std::filesystem::path& path);

/// Why a file cannot be written there; empty when it can.
std::string Obstacle(const std::filesystem::path& path);

/// Whole or not at all; also to kStdout and to a stream. A link stays one.
std::error_code WriteTo(const std::filesystem::path& path,
                        std::string_view text);

}  // namespace bench
