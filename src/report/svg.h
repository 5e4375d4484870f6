#pragma once

#include <string>

#include "report/picture.h"

namespace bench {

/// A picture as a part of an HTML page: gnuplot's SVG with the page's own ink
/// and grid (the CSS variables --ink and --grid), ids that no other picture
/// has, and the alt text in it. Anything but shapes and text is taken out.
/// Throws Error when `svg` is not XML.
std::string EmbeddedSvg(const std::string& svg, const Picture& picture);

/// The same as a file of its own, which fits light and dark by itself.
std::string StandaloneSvg(const std::string& svg, const Picture& picture);

}  // namespace bench
