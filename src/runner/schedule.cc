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

// Where `strategy` stands in `strategies`; appended when it is new.
std::size_t IndexOf(const StrategySpec& strategy,
                    std::vector<StrategySpec>& strategies) {
  const auto found = std::ranges::find(strategies, strategy);
  const auto index = static_cast<std::size_t>(found - strategies.begin());
  if (found == strategies.end()) strategies.push_back(strategy);
  return index;
}

int Spread(const std::vector<int>& counts) {
  if (counts.empty()) return 0;
  const auto [least, most] = std::ranges::minmax(counts);
  return most - least;
}

}  // namespace

std::vector<PlannedTrial> MakeSchedule(
    const std::vector<StrategySpec>& strategies, int blocks,
    std::uint64_t seed) {
  std::vector<PlannedTrial> trials;
  if (strategies.empty()) return trials;
  std::mt19937_64 random(seed);
  std::vector<std::vector<int>> square =
      WilliamsDesign(static_cast<int>(strategies.size()));
  std::vector<StrategySpec> treatments = strategies;
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
  return trials;
}

Imbalance MeasureImbalance(const std::vector<PlannedTrial>& trials) {
  std::vector<StrategySpec> strategies;
  std::vector<std::size_t> which;  // of them, trial by trial
  int positions = 0;
  for (const PlannedTrial& trial : trials) {
    which.push_back(IndexOf(trial.strategy, strategies));
    positions = std::max(positions, trial.position);
  }
  const std::size_t k = strategies.size();
  std::vector<std::vector<int>> at(k, std::vector<int>(positions));
  std::vector<std::vector<int>> followed_by(k, std::vector<int>(k));
  for (std::size_t i = 0; i < trials.size(); ++i) {
    ++at[which[i]][trials[i].position - 1];
    if (i > 0 && trials[i - 1].block == trials[i].block &&
        trials[i - 1].position + 1 == trials[i].position) {
      ++followed_by[which[i - 1]][which[i]];
    }
  }
  Imbalance imbalance;
  std::vector<int> pairs;
  for (std::size_t i = 0; i < k; ++i) {
    imbalance.strategies.push_back({strategies[i], Spread(at[i])});
    for (std::size_t j = 0; j < k; ++j) {
      if (i != j) pairs.push_back(followed_by[i][j]);
    }
  }
  imbalance.neighbours = Spread(pairs);
  return imbalance;
}

}  // namespace bench
