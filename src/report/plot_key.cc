#include "report/plot_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/gnuplot.h"
#include "report/text_table.h"

namespace bench {
namespace {

// Of a row, in characters of the font that it is written in.
constexpr std::size_t kRowCharacters = 74;
// The colored square before an entry and the space after it, likewise.
constexpr std::size_t kAround = 5;
constexpr double kSquare = 1.4;
// Of the step between two rows.
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
    lines += fmt::format("{0}\t{1}\t{0}\t{2}\t{3}\t{4}\t{5}\t{6}\t{7}\n",
                         PlotNumber(x), PlotNumber(y),
                         PlotNumber(x + kSquare * character),
                         PlotNumber(y - step * kSquareHeight / 2),
                         PlotNumber(y + step * kSquareHeight / 2),
                         PlotColor(picture.key[i].color),
                         PlotNumber(x + 2 * kSquare * character),
                         PlotName(picture.key[i].words));
  }
  if (lines.empty()) lines = kNothingToPlot;
  return fmt::format(
      "'key.tsv' using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable, "
      "'key.tsv' using 8:2:9 with labels left tc rgb {}",
      PlotColor(kInk));
}

}  // namespace bench
