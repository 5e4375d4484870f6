#include "analysis/imbalance.h"

#include <algorithm>
#include <cstddef>

namespace bench {
namespace {

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
