#pragma once

#include <cstdio>
#include <string_view>
#include <system_error>

namespace bench {

/// Writes all of `text` to `out`, for people and so in the characters of their
/// locale (charset.h), and flushes it. Never throws, as fmt::print does: a
/// terminal that was closed or a disk that is full must not keep us from
/// cleaning up. False, with the reason in errno, when it could not be
/// written.
bool Print(std::FILE* out, std::string_view text) noexcept;

/// Whether nothing could be written because whoever read it has gone, as `head`
/// does: it has seen enough. The one rule for all output: that is no error, and
/// nothing is said about it.
bool ReaderIsGone(const std::error_code& error) noexcept;

}  // namespace bench
