#pragma once

#include <string>
#include <utility>
#include <vector>

#include "known_strategy.h"
#include "model/result.h"

namespace bench {

inline const StrategySpec kSequential = Known({"sequential", 0});
inline const StrategySpec kThreadPool = Known({"thread-pool", 5});
inline const StrategySpec kProcessPool = Known({"process-pool", 5});

/// A valid trial that took so long.
inline TrialResult TrialOf(PlannedTrial planned, double returned_s) {
  TrialResult trial;
  trial.planned = std::move(planned);
  trial.invalid = Invalid::kNo;
  trial.times =
      StrategyTimes{.returned_s = returned_s, .settled_s = returned_s + 0.1};
  return trial;
}

/// A release that was at work from `start_s` to `end_s`.
inline ReleaseResult ReleaseOf(std::string name, double start_s, double end_s) {
  ReleaseResult release;
  release.release = {"helm-bench-1", std::move(name)};
  release.start_s = start_s;
  release.end_s = end_s;
  return release;
}

/// One run: a row a block, in it the times of the strategies, in seconds, in
/// the order in which they are at work. Three charts in one namespace, on two
/// processors of a real cluster elsewhere.
inline Result ResultOf(std::vector<StrategySpec> strategies,
                       const std::vector<std::vector<double>>& blocks) {
  Result result;
  result.started = "2026-01-31T18:05:09Z";
  result.cluster.kind = "context";
  result.cluster.uid = "8f0c";
  result.environment.cpus = 2;
  result.scenario.name = "three-charts";
  for (const char* name : {"nginx", "redis", "mysql"}) {
    result.scenario.charts.push_back({.name = name, .source = "/charts"});
  }
  for (StrategySpec& strategy : strategies) {
    result.scenario.strategies.push_back(Known(std::move(strategy)));
  }
  result.plan.blocks = static_cast<int>(blocks.size());
  result.plan.max_blocks = result.plan.blocks;
  int block = 0;
  for (const std::vector<double>& times : blocks) {
    ++block;
    for (std::size_t i = 0; i < times.size(); ++i) {
      const PlannedTrial planned = {block, static_cast<int>(i) + 1,
                                    result.scenario.strategies[i]};
      result.plan.trials.push_back(planned);
      result.trials.push_back(TrialOf(planned, times[i]));
    }
  }
  return result;
}

/// As many blocks as `ratios`: the first strategy takes 1 s in each, the others
/// so many times as long.
inline Result RatiosOf(std::vector<StrategySpec> strategies,
                       const std::vector<double>& ratios) {
  std::vector<std::vector<double>> blocks;
  for (const double ratio : ratios) {
    blocks.emplace_back(strategies.size(), ratio).front() = 1;
  }
  return ResultOf(std::move(strategies), blocks);
}

}  // namespace bench
