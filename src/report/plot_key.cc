#include "report/plot_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/gnuplot.h"
#include "report/text_table.h"

namespace bench {
namespace {

// A row is so wide, in characters of the font that it is written in.
constexpr std::size_t kRowCharacters = 74;
// The colored square before an entry and the space after it, likewise.
constexpr std::size_t kAround = 5;
constexpr double kSquare = 1.4;
// A square takes this share of the step between two rows.
constexpr double kSquareHeight = 0.45;

struct Place {
  std::size_t row = 0;
  std::size_t column = 0;
};

std::vector<Place> Places(const Picture& picture) {
  std::vector<Place> places;
  Place next;
  for (const Picture::Key& key : picture.key) {
    const std::size_t width =
        std::min(DisplayWidth(key.words), kNameCharacters) + kAround;
    if (next.column > 0 && next.column + width > kRowCharacters) {
      next = {next.row + 1, 0};
    }
    places.push_back(next);
    next.column += width;
  }
  return places;
}

}  // namespace

void AddToKey(const Picture::Key& entry, Picture& picture) {
  if (std::ranges::find(picture.key, entry.words, &Picture::Key::words) ==
      picture.key.end()) {
    picture.key.push_back(entry);
  }
}

std::size_t KeyRows(const Picture& picture) {
  const std::vector<Place> places = Places(picture);
  return places.empty() ? 0 : places.back().row + 1;
}

std::string PlotKey(Picture& picture, double width, double top, double step) {
  const std::vector<Place> places = Places(picture);
  const double character = width / kRowCharacters;
  std::string& lines = picture.data["key.tsv"];
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double x = static_cast<double>(places[i].column) * character;
    const double y = top - step * static_cast<double>(places[i].row);
    PlotLine(lines, x, y, x, x + kSquare * character,
             y - step * kSquareHeight / 2, y + step * kSquareHeight / 2,
             picture.key[i].color, x + 2 * kSquare * character,
             picture.key[i].words);
  }
  CompleteFiles({"key.tsv"}, picture);
  return fmt::format(
      "'key.tsv' using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable, "
      "'key.tsv' using 8:2:9 with labels left tc rgb {}",
      PlotColor(kInk));
}

}  // namespace bench
