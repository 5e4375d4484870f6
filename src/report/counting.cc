#include "report/counting.h"

#include <cstddef>
#include <map>
#include <set>

namespace bench {
namespace {

// A spare block that was cut off replaces nothing: it has not as many trials
// as there are strategies.
std::set<int> ReplacedBlocks(const Result& result) {
  std::map<int, std::size_t> trials;  // by the block that they stand in for
  for (const TrialResult& trial : result.trials) {
    if (trial.replaces != 0) ++trials[trial.replaces];
  }
  std::set<int> replaced;
  for (const auto& [block, count] : trials) {
    if (count >= result.scenario.strategies.size()) replaced.insert(block);
  }
  return replaced;
}

}  // namespace

std::vector<const TrialResult*> CountingTrials(const Result& result) {
  const std::set<int> replaced = ReplacedBlocks(result);
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
