#include "runner/schedule.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <random>
#include <set>
#include <utility>

#include "stats/williams.h"

namespace bench {
namespace {

// std::shuffle and std::uniform_int_distribution differ between standard
// libraries; the generator itself does not. The bias of the remainder is below
// 1e-17 for a handful of strategies.
template <typename T>
void Shuffle(std::vector<T>& order, std::mt19937_64& random) {
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[random() % i]);
  }
}

// --- What is run next ---

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

std::vector<PlannedTrial> MakeSchedule(
    const std::vector<StrategySpec>& strategies, const Plan& plan) {
  std::vector<PlannedTrial> trials;
  if (strategies.empty()) return trials;
  std::mt19937_64 random(plan.seed);
  std::vector<std::vector<int>> square =
      WilliamsDesign(static_cast<int>(strategies.size()));
  std::vector<StrategySpec> treatments = strategies;
  const int blocks = plan.max_blocks + plan.spare_blocks;
  for (int block = 1; block <= blocks; ++block) {
    const std::size_t row = (block - 1) % square.size();
    if (row == 0) {
      Shuffle(treatments, random);
      Shuffle(square, random);
    }
    int position = 0;
    for (const int treatment : square[row]) {
      trials.push_back({block, ++position, treatments[treatment]});
    }
  }
  if (plan.warm_up == 0) return trials;
  Shuffle(treatments, random);
  std::vector<PlannedTrial> warm_up;
  warm_up.reserve(treatments.size());
  int position = 0;
  for (const StrategySpec& strategy : treatments) {
    warm_up.push_back({kWarmUpBlock, ++position, strategy});
  }
  trials.insert(trials.begin(), warm_up.begin(), warm_up.end());
  return trials;
}

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
