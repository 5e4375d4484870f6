#pragma once

#include <string>

namespace bench {

/// `text` in one line (printable.h), as it may stand between two tags and in a
/// quoted attribute: none of it is markup.
std::string HtmlText(const std::string& text);

}  // namespace bench
