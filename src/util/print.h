#pragma once

#include <cstdio>
#include <string_view>

namespace bench {

/// Writes all of `text` to `out` and flushes it. Never throws, as fmt::print
/// does: a terminal that was closed or a disk that is full must not keep us
/// from cleaning up. False, with the reason in errno, when it could not be
/// written.
bool Print(std::FILE* out, std::string_view text) noexcept;

}  // namespace bench
