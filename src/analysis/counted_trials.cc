#include "analysis/counted_trials.h"

#include <algorithm>
#include <set>

namespace bench {
namespace {

void Count(Invalid invalid, StrategySummary& summary) {
  ++summary.trials;
  switch (invalid) {
    case Invalid::kNo:
      return;
    case Invalid::kFailed:
      ++summary.failed;
      return;
    case Invalid::kEndState:
      ++summary.other_end_state;
      return;
    case Invalid::kDisturbed:
      ++summary.disturbed;
      return;
  }
}

}  // namespace

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

std::size_t TrialsToRun(const Result& result) {
  int last = result.plan.blocks;
  std::set<int> spares;
  for (const TrialResult& trial : result.trials) {
    if (trial.replaces != 0) {
      spares.insert(trial.planned.block);
    } else if (trial.planned.block > last) {
      last = result.plan.max_blocks;
    }
  }
  const auto planned = static_cast<std::size_t>(
      std::ranges::count_if(result.plan.trials, [&](const PlannedTrial& trial) {
        return trial.block <= last || spares.contains(trial.block);
      }));
  return std::max(planned, result.trials.size());
}

std::optional<double> ReadClock(const TrialResult& trial, TrialClock clock) {
  if (clock == TrialClock::kSettled) return trial.times->settled_s;
  return trial.times->returned_s;
}

std::vector<double> ReadClock(const Result& result,
                              const StrategySpec& strategy, TrialClock clock) {
  std::vector<double> times;
  for (const TrialResult* trial : CountingTrials(result, strategy)) {
    if (const auto time = ReadClock(*trial, clock)) times.push_back(*time);
  }
  return times;
}

PairedTimes PairTimes(const Result& result, const StrategySpec& of,
                      const StrategySpec& to, TrialClock clock) {
  std::map<int, double> reference;  // block -> seconds
  for (const TrialResult* trial : CountingTrials(result, to)) {
    if (const auto time = ReadClock(*trial, clock)) {
      reference[trial->planned.block] = *time;
    }
  }
  PairedTimes times;
  for (const TrialResult* trial : CountingTrials(result, of)) {
    const auto pair = reference.find(trial->planned.block);
    const auto time = ReadClock(*trial, clock);
    if (pair == reference.end() || !time) continue;
    times.blocks.push_back(trial->planned.block);
    times.of.push_back(*time);
    times.to.push_back(pair->second);
  }
  return times;
}

std::vector<StrategySummary> Summarize(std::span<const Result> results) {
  std::vector<StrategySummary> summaries;
  for (const StrategySpec& strategy : results.front().scenario.strategies) {
    StrategySummary& summary = summaries.emplace_back();
    summary.strategy = strategy;
    std::vector<double> returned;
    std::vector<double> settled;
    for (const Result& result : results) {
      for (const TrialResult& trial : result.trials) {
        if (trial.planned.strategy == strategy) Count(trial.invalid, summary);
      }
      for (const TrialResult* trial : CountingTrials(result, strategy)) {
        returned.push_back(trial->times->returned_s);
        if (const auto at = trial->times->settled_s) settled.push_back(*at);
      }
    }
    summary.returned_s = Summarize(returned);
    summary.settled_s = Summarize(settled);
  }
  return summaries;
}

}  // namespace bench
