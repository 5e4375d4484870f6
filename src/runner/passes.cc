#include "runner/passes.h"

#include <algorithm>
#include <cstddef>
#include <set>

namespace bench {
namespace {

// The plan's trials of blocks `first` to `last`.
std::vector<PlannedTrial> Blocks(const Plan& plan, int first, int last) {
  std::vector<PlannedTrial> trials;
  std::ranges::copy_if(plan.trials, std::back_inserter(trials),
                       [&](const PlannedTrial& trial) {
                         return trial.block >= first && trial.block <= last;
                       });
  return trials;
}

int LastBlock(const Plan& plan, const std::vector<TrialResult>& trials) {
  int last = -1;
  for (const TrialResult& trial : trials) {
    if (trial.replaces == 0) last = std::max(last, trial.planned.block);
  }
  return std::min(last, plan.max_blocks);
}

// Blocks that are to count, have a trial that is not valid, and that no spare
// block stands in for yet. A spare block gets no second chance.
std::vector<int> BlocksToReplace(const std::vector<TrialResult>& trials) {
  std::set<int> invalid;
  std::set<int> replaced;
  for (const TrialResult& trial : trials) {
    if (trial.replaces != 0) {
      replaced.insert(trial.replaces);
    } else if (!trial.valid() && trial.planned.block != kWarmUpBlock) {
      invalid.insert(trial.planned.block);
    }
  }
  std::vector<int> blocks;
  std::ranges::set_difference(invalid, replaced, std::back_inserter(blocks));
  return blocks;
}

int UsedSpares(const std::vector<TrialResult>& trials) {
  std::set<int> used;
  for (const TrialResult& trial : trials) {
    if (trial.replaces != 0) used.insert(trial.planned.block);
  }
  return static_cast<int>(used.size());
}

Pass Spares(const Plan& plan, const std::vector<TrialResult>& trials) {
  const int used = UsedSpares(trials);
  Pass pass;
  pass.replaces = BlocksToReplace(trials);
  const auto left = static_cast<std::size_t>(plan.spare_blocks - used);
  if (pass.replaces.size() > left) pass.replaces.resize(left);
  const int first = plan.max_blocks + 1 + used;
  pass.trials =
      Blocks(plan, first, first + static_cast<int>(pass.replaces.size()) - 1);
  return pass;
}

}  // namespace

Pass NextPass(const Plan& plan, const std::vector<TrialResult>& trials,
              const std::function<bool()>& conclusive) {
  if (trials.empty()) {
    return {.trials = Blocks(plan, 1 - plan.warm_up, plan.blocks)};
  }
  Pass spares = Spares(plan, trials);
  if (!spares.trials.empty()) return spares;
  const int last = LastBlock(plan, trials);
  if (last >= plan.max_blocks || conclusive()) return {};
  return {.trials = Blocks(plan, last + 1, plan.max_blocks), .extends = true};
}

}  // namespace bench
