#pragma once

#include <string>

#include "report/analysis.h"
#include "report/headline.h"

namespace bench {

/// Bold and colours in the text, or none.
enum class Color { kNo, kYes };

/// What the terminal shows at the end of a run, and of an analysis of its
/// result: what was measured and where, one row a strategy, the comparisons and
/// what stands behind them, how the post's claim fared, where the time went and
/// why, and every trial that does not count with its reason.
std::string FormatTable(const Analysis& analysis, Color color);

/// What is said in place of comparisons when not one block counts as a whole.
inline constexpr const char* kNothingToCompare =
    "No block is valid with every strategy, so nothing can be compared.";

/// Whether any block counts as a whole. Without one there is nothing to say of
/// the strategies, and FormatTable says that.
bool HasWholeBlock(const Analysis& analysis);

}  // namespace bench
