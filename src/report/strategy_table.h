#pragma once

#include <vector>

#include "analysis/summary.h"
#include "report/text_table.h"

namespace bench {

/// One row a strategy, as readers of hyperfine know it, and how often it
/// failed. Descriptive: it claims nothing.
TextTable StrategyTable(const std::vector<StrategySummary>& strategies);

}  // namespace bench
