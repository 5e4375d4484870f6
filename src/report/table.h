#pragma once

#include <string>

#include "analysis/analysis.h"

namespace bench {

/// Bold and colours in the text, or none.
enum class Color { kNo, kYes };

/// What the terminal shows at the end of a run, and of an analysis of its
/// result: what was measured and where, one row a strategy, the comparisons and
/// what stands behind them, how the post's claim fared, where the time went and
/// why, and every trial that does not count with its reason.
std::string FormatTable(const Analysis& analysis, Color color);

}  // namespace bench
