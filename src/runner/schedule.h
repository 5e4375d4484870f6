#pragma once

#include <cstdint>
#include <vector>

#include "model/trial.h"

namespace bench {

/// The order of all trials, fixed before the first: `blocks` blocks, each with
/// every strategy once, in an order of its own drawn from `seed`. The same
/// arguments give the same order on every machine and compiler.
std::vector<PlannedTrial> MakeSchedule(
    const std::vector<StrategySpec>& strategies, int blocks,
    std::uint64_t seed);

}  // namespace bench
