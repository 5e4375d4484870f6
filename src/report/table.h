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

/// Whether there is anything to say of the strategies: a planned comparison has
/// a block, or the only strategy a trial that counts. A strategy that never
/// worked does not keep the others from being compared.
bool HasSomethingToSay(const Analysis& analysis);

/// What is said in place of comparisons when there is nothing to say; it is
/// what FormatTable says.
std::string NothingToCompare(const Analysis& analysis);

}  // namespace bench
