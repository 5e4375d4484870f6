#pragma once

#include <string>
#include <string_view>

namespace bench {

/// Whether a text can be part of an HTTP header: has no line break, say.
bool FitsInHeader(std::string_view text);

/// A text as part of an HTTP header's name, as client-go escapes it.
std::string EscapedForHeaderName(std::string_view text);

}  // namespace bench
