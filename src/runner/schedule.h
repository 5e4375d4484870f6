#pragma once

#include <functional>
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

/// Some blocks of a plan that are run in one go.
struct Pass {
  std::vector<PlannedTrial> trials;
  /// For spare blocks: the block that each stands in for, in the order of the
  /// spare blocks in `trials`. Empty: there are none.
  std::vector<int> replaces;
  /// It makes more blocks count than were asked for at first.
  bool extends = false;
};

/// What is to be run next, after `trials`: first the warm-up and the blocks
/// that are to count; then, for blocks in which a trial was not valid, spare
/// ones as long as there are any; then, unless `conclusive` says that what was
/// measured is enough, once the blocks up to Plan::max_blocks and again spare
/// ones. No trials: nothing is left to do. `conclusive` is asked only when
/// there is a choice.
Pass NextPass(const Plan& plan, const std::vector<TrialResult>& trials,
              const std::function<bool()>& conclusive);

}  // namespace bench
