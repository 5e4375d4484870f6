#pragma once

#include <functional>
#include <vector>

#include "model/result.h"

namespace bench {

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
