#include <fmt/format.h>

#include "report/render.h"
#include "util/markdown.h"
#include "util/printable.h"

namespace bench {
namespace {

// Only what is surely a part of a relative address stays as it is.
std::string RelativeAddress(const std::string& file) {
  std::string address;
  for (const char c : file) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                       c == '-';
    if (plain) {
      address += c;
    } else {
      address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return address;
}

// Each line between `before` and `after`.
std::string MarkdownLines(const char* before,
                          const std::vector<std::string>& lines,
                          const char* after) {
  std::string text;
  for (const std::string& line : lines) {
    text += before + MarkdownText(line) + after;
  }
  return text;
}

// A block of code that no line of it can end.
std::string MarkdownBlockOfCode(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "    " + Printable(line) + "\n";
  return text + "\n";
}

std::string MarkdownRow(const std::vector<std::string>& cells) {
  return "|" + MarkdownLines(" ", cells, " |") + "\n";
}

std::string MarkdownTable(const TextTable& table) {
  if (table.rows.empty()) return "";
  std::vector<std::string> titles;
  std::string rule = "|";
  for (const TextTable::Column& column : table.columns) {
    titles.push_back(column.title);
    rule += column.alignment == Alignment::kLeft ? ":---|" : "---:|";
  }
  std::string text = MarkdownRow(titles) + rule + "\n";
  for (const auto& row : table.rows) text += MarkdownRow(row);
  return text + "\n";
}

std::string MarkdownOf(const Heading& heading) {
  if (heading.words.empty()) return "";
  return fmt::format("## {}\n\n", MarkdownText(heading.words));
}

std::string MarkdownOf(const Paragraphs& paragraphs) {
  return MarkdownLines("", paragraphs.lines, "\n\n");
}

std::string MarkdownOf(const Remarks& remarks) {
  return MarkdownLines("* ", remarks.lines, "\n") + "\n";
}

std::string MarkdownOf(const IndentedLines& indented) {
  return MarkdownBlockOfCode(indented.lines);
}

std::string MarkdownOf(const Commands& commands) {
  return MarkdownBlockOfCode(commands.lines);
}

std::string MarkdownOf(const NamedTable& table) {
  return MarkdownTable(table.table);
}

std::string MarkdownOf(const Drawing& drawing) {
  const Picture& picture = drawing.picture;
  const std::string title = MarkdownText(picture.title);
  std::string text = fmt::format("### {}\n\n", title);
  if (!drawing.svg.empty()) {
    text += fmt::format("![{}]({})\n\n{}\n\n", MarkdownText(picture.alt),
                        RelativeAddress(drawing.file),
                        MarkdownText(picture.caption));
  }
  // HTML that GitHub and dev.to let through; a blank line begins Markdown.
  return text + fmt::format(
                    "<details><summary>{} as a table</summary>\n\n{}"
                    "</details>\n\n",
                    title, MarkdownTable(picture.table));
}

}  // namespace

std::string RenderMarkdown(const Document& document) {
  std::string text = MarkdownLines("> **", document.warnings, "**\n>\n");
  if (!text.empty()) text += "\n";
  text += fmt::format("# {}\n\n{}\n\n", MarkdownText(document.answer),
                      MarkdownText(document.subject));
  for (const Block& block : document.blocks) {
    text += std::visit([](const auto& one) { return MarkdownOf(one); }, block);
  }
  return text + fmt::format("To cite: {}\n", MarkdownText(document.citation));
}

}  // namespace bench
