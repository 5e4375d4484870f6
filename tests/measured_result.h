#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "result_sample.h"

namespace bench {

/// A strategy and its times, block by block, seconds.
using StrategyTimesByBlock = std::pair<StrategySpec, std::vector<double>>;

/// A valid trial that took so long, and settled half a second later.
inline TrialResult MeasuredTrial(int block, int position,
                                 const StrategySpec& strategy,
                                 double returned) {
  TrialResult trial;
  trial.planned = {block, position, strategy};
  trial.invalid = Invalid::kNo;
  trial.times =
      StrategyTimes{.returned_s = returned, .settled_s = returned + .5};
  return trial;
}

/// Leaves nothing unknown in the environment of a result.
inline void KnowEnvironment(Result& result) {
  result.cluster.kind = "kwok";
  result.cluster.server_version = "v1.36.3";
  result.cluster.nodes = 3;
  result.cluster.definitions = 2;
  result.cluster.other_releases = 0;
  result.environment.cpu_model = "Some CPU";
  result.environment.cpus = 2;
  result.environment.memory_bytes = std::int64_t{8} << 30;
  result.environment.kernel = "Linux 6.1.0-18-amd64 x86_64";
  result.environment.os = "Debian 12";
  result.environment.build_type = "Release";
  result.environment.helm = {"/usr/bin/helm", "v3.22.0"};
  for (const Chart& chart : result.scenario.charts) {
    result.environment.charts[chart.name] = "sha256:0123";
  }
}

/// A result in which all went well, with nothing unknown in its environment.
inline Result MeasuredResult(
    const std::vector<StrategyTimesByBlock>& strategies) {
  Result result = SampleResult();
  result.trials.clear();
  result.plan.trials.clear();
  result.scenario.strategies.clear();
  KnowEnvironment(result);
  for (const auto& [strategy, times] : strategies) {
    result.scenario.strategies.push_back(Known(strategy));
    const auto position = static_cast<int>(result.scenario.strategies.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
      result.trials.push_back(
          MeasuredTrial(static_cast<int>(i + 1), position, strategy, times[i]));
      result.plan.trials.push_back(result.trials.back().planned);
    }
  }
  return result;
}

/// About `centre`, 1 % up and down: with 7 of them every interval is narrow.
inline std::vector<double> Around(double centre, std::size_t blocks = 7) {
  std::vector<double> times;
  for (std::size_t i = 0; i < blocks; ++i) {
    const double step = static_cast<double>(i) / 100 - .03;
    times.push_back(centre * (1 + step / 3));
  }
  return times;
}

}  // namespace bench
