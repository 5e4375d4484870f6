#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// `text` without the white space at its ends.
std::string_view Trim(std::string_view text);

/// The parts of `text` between the separators, each trimmed; one, maybe empty,
/// where there is no separator.
std::vector<std::string_view> Split(std::string_view text, char separator);

/// ASCII letters in lower case; everything else as it is.
std::string Lower(std::string_view text);

}  // namespace bench
