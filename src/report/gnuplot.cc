#include "report/gnuplot.h"

#include <fmt/format.h>

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

PlotUnit ChoosePlotUnit(double largest_s) {
  return largest_s < 1 ? PlotUnit{"ms", 1e3} : PlotUnit{"s", 1};
}

}  // namespace bench
