#pragma once

#include <string>

#include "report/document.h"

namespace bench {

/// A document as one HTML file that stands on its own: it asks for nothing,
/// runs nothing, and fits light, dark, a phone and paper.
std::string RenderHtml(const Document& document);

/// `text` in one line (printable.h), as it may stand between two tags and in a
/// quoted attribute: none of it is markup.
std::string HtmlText(const std::string& text);

}  // namespace bench
