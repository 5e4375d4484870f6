#pragma once

#include <string>

#include "report/document.h"

namespace bench {

/// Bold and colours in the text, or none.
enum class Color { kNo, kYes };

/// A document for the shell. No name in it can steer the terminal.
/// (render_terminal.cc)
std::string RenderTerminal(const Document& document, Color color = Color::kNo);

/// A document as one HTML file that stands on its own: it asks for nothing,
/// runs nothing, and fits light, dark, a phone and paper. (render_html.cc)
std::string RenderHtml(const Document& document);

/// `text` in one line (printable.h), as it may stand between two tags and in a
/// quoted attribute: none of it is markup. (render_html.cc)
std::string HtmlText(const std::string& text);

/// A document as Markdown, for a blog or a pull request. Its pictures are files
/// beside it (Drawing::file); one that could not be drawn has only its table.
/// (render_markdown.cc)
std::string RenderMarkdown(const Document& document);

}  // namespace bench
