#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace bench {

/// `text` without the white space at its ends.
std::string_view Trim(std::string_view text);

/// The parts of `text` between the separators, each trimmed; one, maybe empty,
/// where there is no separator.
std::vector<std::string_view> Split(std::string_view text, char separator);

/// ASCII letters in lower case; everything else as it is.
std::string Lower(std::string_view text);

/// The number that all of `text` is; nothing when it is none, or too large.
template <typename Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number number = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [rest, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

}  // namespace bench
