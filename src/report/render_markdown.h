#pragma once

#include <string>

#include "report/document.h"

namespace bench {

/// A document as Markdown, for a blog or a pull request. Its pictures are files
/// beside it (Drawing::file); one that could not be drawn has only its table.
std::string RenderMarkdown(const Document& document);

}  // namespace bench
