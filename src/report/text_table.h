#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

enum class Alignment { kLeft, kRight };

/// A table of text, whatever it is shown as. Every row has one cell a column.
struct TextTable {
  struct Column {
    std::string title;
    Alignment alignment = Alignment::kRight;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// A time for people, or "-" where it is not known.
std::string TimeCell(const std::optional<double>& seconds);

/// In characters, not bytes: `text` is UTF-8.
std::size_t DisplayWidth(std::string_view text);

/// The titles, then a line a row, columns two spaces apart, no space at the end
/// of a line. No newlines, and nothing that steers a terminal (printable.h).
std::vector<std::string> AlignedLines(const TextTable& table);

/// The same as one text, each line with its newline.
std::string FormatLines(const TextTable& table);

}  // namespace bench
