#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/strategy_spec.h"

namespace bench {

/// What --aa and --inject-slowdown run: the strategy, and once more under a
/// label of the program's, slowed down by `slowdown` (StrategySpec) or not.
std::vector<StrategySpec> AgainstItself(const StrategySpec& strategy,
                                        std::optional<double> slowdown);

/// Whether these are such a pair.
bool IsAgainstItself(std::span<const StrategySpec> strategies);

/// The threshold of such a pair: the second takes at most the tolerance longer
/// (Criteria::tolerance).
std::string ThresholdAgainstItself(std::span<const StrategySpec> pair,
                                   double tolerance);

}  // namespace bench
