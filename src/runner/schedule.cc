#include "runner/schedule.h"

#include <algorithm>
#include <random>
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

}  // namespace bench
