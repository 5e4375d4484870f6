#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bench {

/// At the best compression, as helm's records.
std::string Gzip(std::string_view bytes);

/// Nothing when it is not gzip, or cut off.
std::optional<std::string> Gunzip(std::string_view bytes);

}  // namespace bench
