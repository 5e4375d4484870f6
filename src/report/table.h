#pragma once

#include <string>

#include "model/result.h"
#include "report/analysis.h"

namespace bench {

/// Bold and colours in the text, or none.
enum class Color { kNo, kYes };

/// What of cluster and helm was not the real thing, for the first line of
/// whatever is shown of a result; empty: all was real.
std::string NotReal(const Result& result);

/// What is measured and where, in one line.
std::string Headline(const Result& result);

/// What the terminal shows at the end of a run, and of an analysis of its
/// result: what was measured and where, one row a strategy, the comparisons,
/// how the post's claim fared, and every trial that does not count with its
/// reason.
std::string FormatTable(const Analysis& analysis, Color color);

}  // namespace bench
