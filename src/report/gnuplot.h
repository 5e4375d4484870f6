#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "report/picture.h"

namespace bench {

/// Two colours that nothing else is drawn in. In an SVG they are put aside for
/// the page's own (svg.h), so that one picture fits light and dark.
inline constexpr unsigned kInk = 0x010101;
inline constexpr unsigned kGrid = 0x9A9A9B;

enum class PictureFormat { kSvg, kPng };

/// A whole program for gnuplot, which writes the picture to its stdout and
/// reads the picture's data from its current folder.
std::string PlotScript(const Picture& picture, PictureFormat format);

/// "0x0072b2".
std::string PlotColor(unsigned color);

/// A number as gnuplot reads it.
std::string PlotNumber(double value);

/// As many characters of a name as fit beside the rows of a picture.
inline constexpr std::size_t kNameCharacters = 24;

/// A name as a field of a data file, at most kNameCharacters of it.
/// Never the first field of a line, where a "#" would begin a comment.
std::string PlotName(const std::string& name);

/// A field of a data file: a number, a colour, or a name.
inline std::string PlotField(double value) { return PlotNumber(value); }
inline std::string PlotField(unsigned color) { return PlotColor(color); }
inline std::string PlotField(const std::string& name) { return PlotName(name); }

/// Adds a line of such fields to a data file.
template <typename First, typename... Others>
void PlotLine(std::string& file, const First& first, const Others&... others) {
  file += PlotField(first);
  ((file += "\t" + PlotField(others)), ...);
  file += "\n";
}

/// Adds a line that "boxxyerror" draws as a box.
void PlotBox(std::string& file, double left, double right, double bottom,
             double top, unsigned color);

/// Names rows or columns: FILE has where each is, and its name. What is drawn
/// there is too small to be seen. Names of columns take turns on so many lines,
/// where neighbours would run into each other on one.
std::string PlotRowNames(const std::string& file);
std::string PlotColumnNames(const std::string& file, double y, int lines = 1);

/// Draws dots of FILE: x, y and a color. Far shorter in an SVG than points,
/// each of which would be an element of its own: `x_range` is the width of what
/// is shown, and a dot a line of next to no length with round ends. The more
/// `dots` stand close together, the smaller they are.
std::string PlotDots(const std::string& file, double x_range, std::size_t dots);

/// A line that draws nothing.
inline constexpr const char* kNothingToPlot =
    "NaN\tNaN\tNaN\tNaN\tNaN\tNaN\t0\n";

/// Makes the data files that a script reads whole: gnuplot warns about one
/// without a line, which is given kNothingToPlot.
void CompleteFiles(std::initializer_list<const char*> names, Picture& picture);

/// Adds an entry to Picture::key that it does not have yet.
void AddToKey(const Picture::Key& entry, Picture& picture);

/// A key that is drawn: what "plot" is told, and how high it reaches.
struct PlottedKey {
  std::string plot;
  double top = 0;
};

/// Draws Picture::key, in a file of its own: as many rows as it needs, each
/// `step` high, above `bottom`, over an x axis from 0 to `width`. In the
/// picture, because that also stands alone.
PlottedKey PlotKey(Picture& picture, double width, double bottom, double step);

/// A unit of time that suits values up to `largest_s`.
struct PlotUnit {
  std::string_view name;
  double per_second = 1;
};
PlotUnit ChoosePlotUnit(double largest_s);

}  // namespace bench
