#pragma once

#include <string>

namespace bench {

/// A name as code, and words as they are, in a cell of a table: no character in
/// them ends the cell, begins a format or becomes HTML.
std::string MarkdownCode(const std::string& text);
std::string MarkdownText(const std::string& text);

}  // namespace bench
