#pragma once

#include <cstddef>
#include <string>

namespace bench {

/// `text` in one line that cannot do anything to what is around it: valid
/// UTF-8, a space for each control character, U+FFFD for the characters that
/// turn the direction of writing around. Names in results come from strangers.
std::string Printable(const std::string& text);

/// At most so many characters, the last one "…" when there were more.
std::string Shortened(const std::string& text, std::size_t characters);

}  // namespace bench
