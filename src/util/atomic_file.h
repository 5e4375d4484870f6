#pragma once

#include <filesystem>
#include <string_view>
#include <system_error>

namespace bench {

/// Writes a file whole or not at all: aside, flushed to disk, then renamed.
/// Permissions are 0666 less the umask, or 0600 when `secret`. Returns why it
/// could not; nothing is left aside then.
std::error_code WriteWhole(const std::filesystem::path& path,
                           std::string_view text, bool secret = false);

/// Writes all of `text` to `fd` and flushes it to disk.
std::error_code WriteAndSync(int fd, std::string_view text);

}  // namespace bench
