#include "report/text_table.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "util/format.h"
#include "util/printable.h"

namespace bench {
namespace {

TextTable WithPrintableCells(TextTable table) {
  for (auto& column : table.columns) column.title = Printable(column.title);
  for (auto& row : table.rows) {
    for (std::string& cell : row) cell = Printable(cell);
  }
  return table;
}

std::vector<std::size_t> Widths(const TextTable& table) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    widths.push_back(DisplayWidth(table.columns[i].title));
    for (const auto& row : table.rows) {
      widths.back() = std::max(widths.back(), DisplayWidth(row[i]));
    }
  }
  return widths;
}

std::string Padded(std::string_view cell, std::size_t width,
                   Alignment alignment) {
  const std::string space(width - DisplayWidth(cell), ' ');
  return alignment == Alignment::kLeft ? std::string(cell) + space
                                       : space + std::string(cell);
}

}  // namespace

std::string TimeCell(const std::optional<double>& seconds) {
  return seconds ? FormatSeconds(*seconds) : "-";
}

std::size_t DisplayWidth(std::string_view text) {
  // Continuation bytes do not begin a character.
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::string> AlignedLines(const TextTable& given) {
  const TextTable table = WithPrintableCells(given);
  const std::vector<std::size_t> widths = Widths(table);
  const auto line_of = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (i > 0) line += "  ";
      line += Padded(cell_of(i), widths[i], table.columns[i].alignment);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
  };
  std::vector<std::string> lines = {
      line_of([&](std::size_t i) { return table.columns[i].title; })};
  for (const auto& row : table.rows) {
    lines.push_back(line_of([&](std::size_t i) { return row[i]; }));
  }
  return lines;
}

std::string FormatLines(const TextTable& table) {
  return fmt::format("{}\n", fmt::join(AlignedLines(table), "\n"));
}

}  // namespace bench
