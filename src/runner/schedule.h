#pragma once

#include <cstdint>
#include <vector>

#include "model/trial.h"

namespace bench {

/// The order of all trials, fixed before the first: `blocks` blocks, each with
/// every strategy once. The blocks are the rows of Williams squares (see
/// stats/williams.h), one square after the other; `seed` draws for each square
/// which strategy is which of its treatments, and the order of its rows. Blocks
/// that do not fill a square are rows of one more. The same arguments give the
/// same order on every machine and compiler.
std::vector<PlannedTrial> MakeSchedule(
    const std::vector<StrategySpec>& strategies, int blocks,
    std::uint64_t seed);

/// How far an order is from being balanced: 0 throughout for whole Williams
/// squares.
struct Imbalance {
  struct OfStrategy {
    StrategySpec strategy;
    /// How much more often it is at its commonest position than at its rarest.
    int positions = 0;
  };
  /// In the order in which they first come.
  std::vector<OfStrategy> strategies;
  /// How much more often the commonest ordered pair of different strategies
  /// comes next to each other in a block than the rarest.
  int neighbours = 0;
};

/// Of any trials in the order in which they run: all of a plan, or those of its
/// blocks that were valid.
Imbalance MeasureImbalance(const std::vector<PlannedTrial>& trials);

}  // namespace bench
