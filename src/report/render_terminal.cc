#include <fmt/ranges.h>

#include "report/render.h"
#include "util/printable.h"

namespace bench {
namespace {

/// The text, block by block.
class TerminalText {
 public:
  explicit TerminalText(Color color) : color_(color) {}

  void operator()(const Heading& heading) {
    text_ += '\n';
    Line(heading.words);
  }
  void operator()(const Paragraphs& paragraphs) { Lines(paragraphs.lines); }
  void operator()(const Remarks& remarks) { Lines(remarks.lines); }
  void operator()(const IndentedLines& indented) { Lines(indented.lines); }
  void operator()(const Commands& commands) {
    for (const std::string& command : commands.lines) Line("  " + command);
  }
  void operator()(const NamedTable& table) { Table(table.table); }
  void operator()(const Drawing& drawing) {
    (*this)(Heading{drawing.picture.title});
    Table(drawing.picture.table);
  }

  void Line(const std::string& line) {
    if (!line.empty()) text_ += Printable(line) + "\n";
  }

  void Lines(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) Line(line);
  }

  std::string text() && { return std::move(text_); }

 private:
  // After an empty line, the titles in bold.
  void Table(const TextTable& table) {
    std::vector<std::string> lines = AlignedLines(table);
    if (color_ == Color::kYes) {
      lines.front() = fmt::format("\x1b[1m{}\x1b[0m", lines.front());
    }
    // Its cells are printable; the bold is our own.
    text_ += fmt::format("\n{}\n", fmt::join(lines, "\n"));
  }

  Color color_;
  std::string text_;
};

}  // namespace

std::string RenderTerminal(const Document& document, Color color) {
  TerminalText text(color);
  text.Lines(document.warnings);
  text.Line(document.answer);
  text.Line(document.subject);
  for (const Block& block : document.blocks) std::visit(text, block);
  if (!document.citation.empty()) text.Line("To cite: " + document.citation);
  return std::move(text).text();
}

}  // namespace bench
