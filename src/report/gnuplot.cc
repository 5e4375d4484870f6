#include "report/gnuplot.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "util/printable.h"

namespace bench {
namespace {

// noenhanced: no character of a name is markup. A PNG stands on a page that is
// not ours, so it brings a white ground.
const char* Terminal(PictureFormat format) {
  return format == PictureFormat::kSvg
             ? "svg dynamic rounded noenhanced font \"sans-serif,13\""
             : "pngcairo rounded noenhanced font \"sans-serif,19\" "
               "background rgb \"white\"";
}

// What all pictures begin with: a quiet frame, names that are taken literally.
std::string CommonSettings() {
  return fmt::format(
      "set encoding utf8\n"
      "set datafile separator \"\\t\"\n"
      "set key off\n"
      "set border 1 lw 1 lc rgb {0}\n"
      "set tics nomirror out scale 0.5 textcolor rgb {0}\n"
      "set xlabel textcolor rgb {0}\n"
      "set x2label textcolor rgb {0}\n"
      "set ylabel textcolor rgb {0}\n"
      "set style fill solid 1 noborder\n",
      PlotColor(kInk));
}

// --- The key ---

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

std::string PlotScript(const Picture& picture, PictureFormat format) {
  // A PNG is not scaled without loss, so it has more pixels.
  const double scale = format == PictureFormat::kSvg ? 1 : 2;
  return fmt::format("set terminal {} size {:.0f},{:.0f} linewidth {:g}\n{}",
                     Terminal(format), picture.width * scale,
                     picture.height * scale, scale,
                     CommonSettings() + picture.script);
}

std::string PlotColor(unsigned color) { return fmt::format("{:#08x}", color); }

std::string PlotNumber(double value) { return fmt::format("{:.7g}", value); }

std::string PlotName(const std::string& name) {
  std::string field = "\"";
  for (const char c : Shortened(Printable(name), kNameCharacters)) {
    // Gnuplot ends a field at a quote, and reads a backslash as in C.
    if (c == '"') {
      field += "″";
    } else if (c == '\\') {
      field += "\\\\";
    } else {
      field += c;
    }
  }
  return field + '"';
}

void PlotBox(std::string& file, double left, double right, double bottom,
             double top, unsigned color) {
  PlotLine(file, left, bottom, left, right, bottom, top, color);
}

void CompleteFiles(std::initializer_list<const char*> names, Picture& picture) {
  for (const char* name : names) {
    std::string& text = picture.data[name];
    if (text.empty()) text = kNothingToPlot;
  }
}

std::string PlotRowNames(const std::string& file) {
  return fmt::format("'{}' using (0):1:ytic(2) with points pt 0 lc rgb {}",
                     file, PlotColor(kGrid));
}

std::string PlotColumnNames(const std::string& file, double y, int lines) {
  std::string name = "2";
  if (lines > 1) {
    std::string breaks;
    for (int i = 1; i < lines; ++i) breaks += "\\n";
    name = fmt::format("substr(\"{}\", 1, int($0) % {}).stringcolumn(2)",
                       breaks, lines);
  }
  return fmt::format("'{}' using 1:({}):xtic({}) with points pt 0 lc rgb {}",
                     file, PlotNumber(y), name, PlotColor(kGrid));
}

std::string PlotDots(const std::string& file, double x_range,
                     std::size_t dots) {
  const double width = dots <= 50 ? 5 : dots <= 300 ? 3.5 : 1.5;
  return fmt::format(
      "'{}' using 1:2:({}):(0):3 with vectors nohead lw {:g} lc rgb variable",
      file, PlotNumber(x_range * 1e-4), width);
}

void AddToKey(const Picture::Key& entry, Picture& picture) {
  if (std::ranges::find(picture.key, entry.words, &Picture::Key::words) ==
      picture.key.end()) {
    picture.key.push_back(entry);
  }
}

PlottedKey PlotKey(Picture& picture, double width, double bottom, double step) {
  const std::vector<Place> places = Places(picture);
  const auto rows =
      static_cast<double>(places.empty() ? 0 : places.back().row + 1);
  const double top = bottom + (rows - 0.5) * step;
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
  return {fmt::format(
              "'key.tsv' using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable, "
              "'key.tsv' using 8:2:9 with labels left tc rgb {}",
              PlotColor(kInk)),
          bottom + rows * step};
}

PlotUnit ChoosePlotUnit(double largest_s) {
  return largest_s < 1 ? PlotUnit{"ms", 1e3} : PlotUnit{"s", 1};
}

}  // namespace bench
