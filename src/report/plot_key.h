#pragma once

#include <cstddef>
#include <string>

#include "report/picture.h"

namespace bench {

/// Adds an entry that it does not have yet.
void AddToKey(const Picture::Key& entry, Picture& picture);

/// How many rows Picture::key takes, drawn from left to right.
std::size_t KeyRows(const Picture& picture);

/// Draws it, in a file of its own: its first row at `top`, each further one
/// `step` lower, over an x axis from 0 to `width`. In the picture, because that
/// also stands alone.
std::string PlotKey(Picture& picture, double width, double top, double step);

}  // namespace bench
