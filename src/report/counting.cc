#include "report/counting.h"

#include <algorithm>

namespace bench {

std::map<int, int> ReplacedBlocks(const Result& result) {
  struct Spare {
    int block = 0;
    std::size_t trials = 0;
  };
  std::map<int, Spare> spares;  // by the block that they stand in for
  for (const TrialResult& trial : result.trials) {
    if (trial.replaces == 0) continue;
    Spare& spare = spares[trial.replaces];
    spare.block = trial.planned.block;
    ++spare.trials;
  }
  std::map<int, int> replaced;
  for (const auto& [block, spare] : spares) {
    if (spare.trials >= result.scenario.strategies.size()) {
      replaced[block] = spare.block;
    }
  }
  return replaced;
}

std::vector<const TrialResult*> CountingTrials(const Result& result) {
  const std::map<int, int> replaced = ReplacedBlocks(result);
  std::vector<const TrialResult*> trials;
  for (const TrialResult& trial : result.trials) {
    if (trial.valid() && trial.times && trial.times->returned_s > 0 &&
        trial.planned.block != kWarmUpBlock &&
        !replaced.contains(trial.planned.block)) {
      trials.push_back(&trial);
    }
  }
  return trials;
}

std::vector<const TrialResult*> CountingTrials(const Result& result,
                                               const StrategySpec& strategy) {
  std::vector<const TrialResult*> trials = CountingTrials(result);
  std::erase_if(trials, [&](const TrialResult* trial) {
    return trial->planned.strategy != strategy;
  });
  return trials;
}

std::size_t CountWholeBlocks(const Result& result) {
  std::map<int, std::size_t> trials;  // by block
  for (const TrialResult* trial : CountingTrials(result)) {
    ++trials[trial->planned.block];
  }
  return static_cast<std::size_t>(
      std::ranges::count_if(trials, [&](const auto& block) {
        return block.second >= result.scenario.strategies.size();
      }));
}

PairedTimes PairTimes(const Result& result, const StrategySpec& of,
                      const StrategySpec& to) {
  std::map<int, double> reference;  // block -> seconds
  for (const TrialResult* trial : CountingTrials(result, to)) {
    reference[trial->planned.block] = trial->times->returned_s;
  }
  PairedTimes times;
  for (const TrialResult* trial : CountingTrials(result, of)) {
    const auto pair = reference.find(trial->planned.block);
    if (pair == reference.end()) continue;
    times.blocks.push_back(trial->planned.block);
    times.of.push_back(trial->times->returned_s);
    times.to.push_back(pair->second);
  }
  return times;
}

}  // namespace bench
