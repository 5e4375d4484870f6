#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bench {

/// The bytes behind standard base64 (RFC 4648, padded). White space is skipped,
/// as YAML folds long values. Nothing when it is not base64.
std::optional<std::string> DecodeBase64(std::string_view text);

std::string EncodeBase64(std::string_view bytes);

}  // namespace bench
