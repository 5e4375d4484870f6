#pragma once

#include <optional>
#include <vector>

#include "analysis/analysis.h"

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

}  // namespace bench
