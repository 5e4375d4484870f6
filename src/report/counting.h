#pragma once

#include <vector>

#include "model/result.h"

namespace bench {

/// The trials that figures are made of, in the order in which they ran: the
/// valid ones that are neither of the warm-up block nor of a block that a whole
/// spare block has replaced. No other value is ever left out.
std::vector<const TrialResult*> CountingTrials(const Result& result);

/// Those of one strategy.
std::vector<const TrialResult*> CountingTrials(const Result& result,
                                               const StrategySpec& strategy);

/// T(of) and T(to) of the blocks in which both count, block by block, seconds
/// until all had returned.
struct PairedTimes {
  std::vector<int> blocks;
  std::vector<double> of;
  std::vector<double> to;
};

PairedTimes PairTimes(const Result& result, const StrategySpec& of,
                      const StrategySpec& to);

}  // namespace bench
