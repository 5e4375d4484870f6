#include "runner/schedule.h"

#include <random>
#include <utility>

namespace bench {
namespace {

// std::shuffle and std::uniform_int_distribution differ between standard
// libraries; the generator itself does not. The bias of the remainder is below
// 1e-17 for a handful of strategies.
void Shuffle(std::vector<StrategySpec>& order, std::mt19937_64& random) {
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[random() % i]);
  }
}

}  // namespace

std::vector<PlannedTrial> MakeSchedule(
    const std::vector<StrategySpec>& strategies, int blocks,
    std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<PlannedTrial> trials;
  for (int block = 1; block <= blocks; ++block) {
    std::vector<StrategySpec> order = strategies;
    Shuffle(order, random);
    int position = 0;
    for (StrategySpec& strategy : order) {
      trials.push_back({block, ++position, std::move(strategy)});
    }
  }
  return trials;
}

}  // namespace bench
