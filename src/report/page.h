#pragma once

#include <string>

#include "report/drawing.h"

namespace bench {

/// A report as one HTML file that stands on its own: it asks for nothing, runs
/// nothing, and fits light, dark, a phone and paper.
std::string Page(const FullReport& report);

}  // namespace bench
