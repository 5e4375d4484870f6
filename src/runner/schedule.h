#pragma once

#include <vector>

#include "model/result.h"

namespace bench {

/// How many blocks are drawn for those in which a trial will not be valid.
inline constexpr int kSpareBlocks = 3;

/// Draws the order of all trials of `plan`, from its seed and its numbers of
/// blocks: each block has every strategy once. The blocks are the rows of
/// Williams squares (see stats/williams.h), one square after the other; for
/// each square it is drawn which strategy is which of its treatments, and the
/// order of its rows. Blocks that do not fill a square are rows of one more.
/// The warm-up block, which does not count, is drawn last and put first. The
/// same arguments give the same order on every machine and compiler.
std::vector<PlannedTrial> MakeSchedule(
    const std::vector<StrategySpec>& strategies, const Plan& plan);

}  // namespace bench
