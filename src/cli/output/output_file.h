#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace bench {

/// As the name of a file: stdout.
inline constexpr std::string_view kStdout = "-";

/// A pipe, /dev/null, /dev/stderr: there is no whole and half for these, and
/// nothing may be put in their place.
bool IsStream(const std::filesystem::path& path);

/// Why a file cannot be written there; empty when it can.
std::string Obstacle(const std::filesystem::path& path);

/// A file that is to be written, and what asks for it: "--export-json".
struct Output {
  std::string asked_by;
  std::filesystem::path path;
};

/// Throws Error for an output that is one of `inputs`, which it would destroy,
/// and for two that are one file, by whatever names. A stream may be several.
/// An input that is no file, a name of something shipped, is none.
void CheckOutputs(const std::vector<Output>& outputs,
                  const std::vector<std::filesystem::path>& inputs);

/// Whole or not at all; also to kStdout and to a stream, whose reader may go
/// away (ReaderIsGone). A link stays one.
std::error_code WriteTo(const std::filesystem::path& path,
                        std::string_view text);

}  // namespace bench
