#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/analysis.h"
#include "report/text_table.h"

namespace bench {

/// Processes against threads, which one wants to know and no scenario plans:
/// the first process-pool against the thread-pool with as many workers, when
/// neither is the strategy that all are compared with. Empty where there is no
/// such pair.
std::optional<Comparison> ProcessesWithThreads(const Analysis& analysis);

/// The post's own programs: its pools against its one by one, when that is not
/// what all are compared with.
std::vector<Comparison> PostsOwnComparisons(const Analysis& analysis);

/// All of these.
std::vector<Comparison> ExploratoryComparisons(const Analysis& analysis);

/// The planned comparisons, then the exploratory ones, which have no verdict.
/// No rows for a single strategy.
TextTable ComparisonTable(const Analysis& analysis,
                          const std::vector<Comparison>& exploratory);

/// "0.58 – 0.63".
std::string IntervalWords(const RatioInterval& interval);

}  // namespace bench
