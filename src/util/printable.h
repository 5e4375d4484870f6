#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bench {

/// `text` with U+FFFD for what is not UTF-8. A child's words may be anything.
std::string ValidUtf8(const std::string& text);

/// Valid UTF-8 with U+FFFD for U+FFFE and U+FFFF, which no XML may hold.
std::string WithoutNoncharacters(const std::string& text);

/// `text` in one line that cannot do anything to what is around it: valid
/// UTF-8 that may stand in XML, a space for each control character, U+FFFD for
/// the characters that turn the direction of writing around. Names in results
/// come from strangers.
std::string Printable(const std::string& text);

/// The character of valid UTF-8 that begins at this byte.
std::string_view CharacterAt(std::string_view utf8, std::size_t at);

/// At most so many characters, the last one "…" when there were more.
std::string Shortened(const std::string& text, std::size_t characters);

}  // namespace bench
