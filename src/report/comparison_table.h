#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "report/text_table.h"

namespace bench {

/// The planned comparisons, then the exploratory ones, which have no verdict.
/// No rows for a single strategy.
TextTable ComparisonTable(const Analysis& analysis,
                          const std::vector<Comparison>& exploratory);

/// "0.58 – 0.63".
std::string IntervalWords(const RatioInterval& interval);

}  // namespace bench
