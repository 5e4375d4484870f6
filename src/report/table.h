#pragma once

#include <string>

#include "model/result.h"

namespace bench {

/// Bold and colours in the text, or none.
enum class Color { kNo, kYes };

/// What of cluster and helm was not the real thing, for the first line of
/// whatever is shown of a result; empty: all was real.
std::string NotReal(const Result& result);

/// What is measured and where, in one line.
std::string Headline(const Result& result);

/// What the terminal shows at the end of a run: what was measured and where,
/// one row a strategy, how the post's claim fared, and every trial that does
/// not count with its reason. Descriptive: it claims no certainty.
std::string FormatTable(const Result& result, Color color);

}  // namespace bench
