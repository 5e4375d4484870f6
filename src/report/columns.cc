#include "report/columns.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace bench {
namespace {

// In characters: continuation bytes of UTF-8 do not count.
std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

std::string Align(const std::vector<std::vector<std::string>>& rows,
                  bool numbers) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], Width(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - Width(row[i]), ' ');
      if (i > 0) line += "  ";
      line += numbers && i > 0 ? blanks + row[i] : row[i] + blanks;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace

std::string AlignNumbers(const std::vector<std::vector<std::string>>& rows) {
  return Align(rows, true);
}

std::string AlignLeft(const std::vector<std::vector<std::string>>& rows) {
  return Align(rows, false);
}

}  // namespace bench
