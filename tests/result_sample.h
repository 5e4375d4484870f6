#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "known_strategy.h"
#include "model/result.h"

namespace bench {

inline const StrategySpec kSequential = Known({"sequential", 0});
inline const StrategySpec kThreadPool = Known({"thread-pool", 5});
inline const StrategySpec kProcessPool = Known({"process-pool", 5});

// --- What all samples are built of ---

/// Without a trial: three charts in one namespace, on two processors of a real
/// cluster elsewhere.
inline Result EmptyResult(std::vector<StrategySpec> strategies) {
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
  return result;
}

/// A valid trial that took so long. All settles a tenth of a second later.
inline TrialResult TrialOf(PlannedTrial planned, double returned_s) {
  TrialResult trial;
  trial.planned = std::move(planned);
  trial.invalid = Invalid::kNo;
  trial.times =
      StrategyTimes{.returned_s = returned_s, .settled_s = returned_s * 1.05};
  return trial;
}

/// The same, planned and run.
inline TrialResult& AddTrial(Result& result, int block, int position,
                             const StrategySpec& strategy, double returned_s) {
  result.plan.trials.push_back({block, position, Known(strategy)});
  result.trials.push_back(TrialOf(result.plan.trials.back(), returned_s));
  return result.trials.back();
}

/// A release that was at work from `start_s` to `end_s`.
inline ReleaseResult ReleaseOf(std::string name, double start_s, double end_s) {
  ReleaseResult release;
  release.release = {"helm-bench-1", std::move(name)};
  release.start_s = start_s;
  release.end_s = end_s;
  return release;
}

// --- Times that a test gives ---

/// One run: a row a block, in it the times of the strategies, in seconds, in
/// the order in which they are at work.
inline Result ResultOf(std::vector<StrategySpec> strategies,
                       const std::vector<std::vector<double>>& blocks) {
  Result result = EmptyResult(std::move(strategies));
  result.plan.blocks = static_cast<int>(blocks.size());
  result.plan.max_blocks = result.plan.blocks;
  int block = 0;
  for (const std::vector<double>& times : blocks) {
    ++block;
    for (std::size_t i = 0; i < times.size(); ++i) {
      AddTrial(result, block, static_cast<int>(i) + 1,
               result.scenario.strategies[i], times[i]);
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

/// About `centre`, 1 % up and down: with 7 of them every interval is narrow.
inline std::vector<double> Around(double centre, std::size_t blocks = 7) {
  std::vector<double> times;
  for (std::size_t i = 0; i < blocks; ++i) {
    const double step = static_cast<double>(i) / 100 - .03;
    times.push_back(centre * (1 + step / 3));
  }
  return times;
}

// --- Whole results ---

/// A small result with all there is: valid, failed and outside trials.
inline Result SampleResult() {
  Result result = EmptyResult({kSequential, kThreadPool});
  result.version = "0.1.0";
  result.cluster = {"kwok", "helm-bench", "v1.36.3", 3};
  result.cluster.uid = "8f0c";
  result.cluster.definitions = 2;
  result.environment.cpu_model = "Some CPU";
  result.environment.helm = {"/usr/bin/helm", "v3.22.0"};
  result.environment.variables = {{"HELM_QPS", "-1"}};
  result.environment.charts = {{"nginx", "sha256:0123"}};
  result.scenario.blocks = 2;
  result.plan.seed = 18446744073709551615u;  // the largest must survive
  result.plan.blocks = 2;
  result.plan.max_blocks = 2;
  const auto add = [&](int block, int position, const StrategySpec& strategy,
                       double returned) -> TrialResult& {
    TrialResult& trial = AddTrial(result, block, position, strategy, returned);
    trial.times =
        StrategyTimes{returned, 0.1, returned - 0.15, 0.05, returned + 0.5};
    trial.machine_busy = 0.75;
    trial.machine_stolen = 0.01;
    trial.kept = {{.object = "PersistentVolumeClaim helm-bench-1/data-redis-0",
                   .by = KeptBy::kClaim}};
    return trial;
  };
  add(1, 1, kSequential, 1.0).releases = {{.release = {"helm-bench-1", "redis"},
                                           .start_s = 0.1,
                                           .spawned_s = 0.101,
                                           .end_s = 0.5,
                                           .exit_code = 0,
                                           .user_s = 0.25,
                                           .system_s = 0.05,
                                           .max_rss_bytes = 54321000,
                                           .throttled_s = 0.25,
                                           .gone = true,
                                           .error = ""}};
  add(1, 2, kThreadPool, 0.8);
  add(2, 1, kThreadPool, 0.9);
  TrialResult& failed = add(2, 2, kSequential, 1.2);
  failed.invalid = Invalid::kFailed;
  failed.invalid_reason =
      "uninstall of helm-bench-1/redis failed: \xff forbidden";
  failed.leftovers = {"ConfigMap helm-bench-1/redis"};
  failed.releases = {
      {.release = {"helm-bench-1", "redis"}, .error = "not known"}};
  return result;
}

/// The small one without its trials, for other strategies.
inline Result SampleWithout(std::vector<StrategySpec> strategies) {
  Result result = SampleResult();
  result.trials.clear();
  result.plan.trials.clear();
  for (StrategySpec& strategy : strategies) strategy = Known(strategy);
  result.scenario.strategies = std::move(strategies);
  return result;
}

/// A strategy and its times, block by block, seconds.
using StrategyTimesByBlock = std::pair<StrategySpec, std::vector<double>>;

/// A result in which all went well, with nothing unknown in its environment.
/// All settles half a second later.
inline Result MeasuredResult(
    const std::vector<StrategyTimesByBlock>& strategies) {
  Result result = SampleWithout({});
  KnowEnvironment(result);
  for (const auto& [strategy, times] : strategies) {
    result.scenario.strategies.push_back(Known(strategy));
    const auto position = static_cast<int>(result.scenario.strategies.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
      AddTrial(result, static_cast<int>(i + 1), position, strategy, times[i])
          .times->settled_s = times[i] + .5;
    }
  }
  return result;
}

/// Two blocks in which the pool takes 0.5 and 0.6 of the time.
inline Result TwoBlocks() {
  Result result = RatiosOf({kSequential, kThreadPool}, {0.5, 0.6});
  KnowEnvironment(result);
  return result;
}

/// A run of seven blocks and a spare one: three strategies, of which one failed
/// in block 5, so that the spare block stands in for that. Enough for verdicts,
/// and for every reader of an export.
inline Result SampleRun() {
  Result result = SampleWithout({kSequential, kThreadPool, kProcessPool});
  result.plan = {
      .seed = 7, .warm_up = 1, .blocks = 7, .max_blocks = 7, .spare_blocks = 1};
  result.environment.governor = "performance";
  result.environment.build_type = "Release";
  const double base[] = {0.8, 0.5, 0.51};
  for (int block = kWarmUpBlock; block <= 8; ++block) {
    for (int position = 1; position <= 3; ++position) {
      const int which = (block + position) % 3;
      const double returned =
          base[which] + 0.01 * ((block * (which + 3)) % 7) + 0.001 * position;
      TrialResult& trial = AddTrial(
          result, block, position, result.scenario.strategies[which], returned);
      trial.replaces = block == 8 ? 5 : 0;
      trial.times =
          StrategyTimes{returned, 0.1, returned - 0.15, 0.05, returned + 0.25};
      trial.harness_cpu = {0.001, which == 2 ? 0.03 : 0};
      trial.server_s = 0.125;
      trial.machine_busy = 0.75;
      for (const char* chart : {"nginx", "redis", "mysql"}) {
        trial.releases.push_back({.release = {"helm-bench-1", chart},
                                  .start_s = 0.1,
                                  .spawned_s = 0.102,
                                  .end_s = 0.4,
                                  .exit_code = 0,
                                  .user_s = 0.0625,
                                  .system_s = 0.03125,
                                  .max_rss_bytes = 50'000'000 + block,
                                  .throttled_s = 0.0,
                                  .gone = true,
                                  .error = ""});
      }
      if (block == 5 && which == 2) {
        trial.invalid = Invalid::kFailed;
        trial.invalid_reason =
            "uninstall of helm-bench-1/redis failed: forbidden, \"by rule\"";
        trial.leftovers = {"ConfigMap helm-bench-1/redis",
                           "Secret helm-bench-1/redis"};
      }
    }
  }
  return result;
}

/// That as a helm makes it which says 300 kB whenever it is called, and leaves
/// hundreds of objects behind; read back from its file.
inline Result LoudRun() {
  Result result = SampleRun();
  const std::vector<std::string> objects(
      200, "ConfigMap helm-bench-1/" + std::string(250, 'x'));
  for (TrialResult& trial : result.trials) {
    trial.invalid = Invalid::kFailed;
    trial.invalid_reason = "uninstall of helm-bench-1/redis: begin " +
                           std::string(300'000, '&') + " end";
    trial.leftovers = objects;
    trial.kept.assign(200, {objects.front(), KeptBy::kClaim, ""});
    trial.end_state = {objects, objects};
  }
  result.trials.back().invalid = Invalid::kNo;
  result.trials.back().invalid_reason.clear();
  result.ended_early = std::string(300'000, '!');
  return ParseResult(ToJson(result), "loud.json");
}

/// That with one strategy only, so without any comparison.
inline Result OneStrategy() {
  Result result = SampleRun();
  result.scenario.strategies.resize(1);
  std::erase_if(result.trials, [&](const TrialResult& trial) {
    return trial.planned.strategy != result.scenario.strategies.front();
  });
  return result;
}

/// That where nothing worked.
inline Result NothingValid() {
  Result result = SampleRun();
  for (TrialResult& trial : result.trials) {
    trial.invalid = Invalid::kFailed;
    trial.invalid_reason = "no helm";
    trial.times.reset();
  }
  return result;
}

/// Its first block alone.
inline Result OneBlock() {
  Result result = SampleRun();
  std::erase_if(result.trials, [](const TrialResult& trial) {
    return trial.planned.block != 1;
  });
  return result;
}

/// Two blocks of strategies whose names nobody would choose, on a simulated
/// cluster. In a result file any text may stand.
inline Result HostileRun() {
  std::vector<StrategySpec> strategies;
  for (const std::string& name :
       {std::string("=HYPERLINK(\"http://x\",'y')"), std::string("v-12"),
        std::string("<script>alert(1)</script> & \"quotes\""),
        std::string("a|b|c"), std::string("two\nlines\r\n# three"),
        std::string("`tick` ``s"),
        std::string("no \xff\xfe UTF-8 \x01\x1b[31m"), std::string(300, 'x')}) {
    strategies.push_back({name});
  }
  Result result = SampleWithout(strategies);
  result.cluster.latency = "kwok";
  result.scenario.name = "a|b <i>\"c\"";
  for (int block = 1; block <= 2; ++block) {
    int position = 0;
    for (const StrategySpec& strategy : strategies) {
      ++position;
      TrialResult& trial =
          AddTrial(result, block, position, strategy, 0.5 + 0.01 * position);
      trial.times->settled_s.reset();
      if (block == 2 && position == 1) {
        trial.invalid = Invalid::kEndState;
        trial.invalid_reason = "]]> <b>left\xff</b> | over \x01 `it` -->";
        trial.leftovers = {"ConfigMap ns/<x>"};
      }
    }
  }
  return result;
}

}  // namespace bench
