#pragma once

#include <vector>

#include "model/trial.h"

namespace bench {

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
