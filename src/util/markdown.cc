#include "util/markdown.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "util/printable.h"

namespace bench {

std::string MarkdownCode(const std::string& text) {
  std::string code;
  std::size_t run = 0;
  std::size_t longest_run = 0;  // of backticks
  for (const char c : Printable(text)) {
    // The cells of a table are told apart before code is looked for.
    if (c == '|') code += '\\';
    code += c;
    run = c == '`' ? run + 1 : 0;
    longest_run = std::max(longest_run, run);
  }
  const std::string fence(longest_run + 1, '`');
  const bool needs_space = longest_run > 0 || code.empty();
  const char* const space = needs_space ? " " : "";
  return fence + space + code + space + fence;
}

std::string MarkdownText(const std::string& text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    constexpr std::string_view kSpecial = "\\`*_{}[]#|~!";
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      if (kSpecial.find(c) != std::string_view::npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace bench
