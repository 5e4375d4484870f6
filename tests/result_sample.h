#pragma once

#include <string>
#include <vector>

#include "known_strategy.h"
#include "model/result.h"

namespace bench {

/// A small result with all there is: valid, failed and outside trials.
inline Result SampleResult() {
  Result result;
  result.version = "0.1.0";
  result.started = "2026-01-31T18:05:09Z";
  result.cluster = {"kwok", "helm-bench", "v1.36.3", 3};
  result.environment.cpu_model = "Some CPU";
  result.environment.cpus = 2;
  result.environment.helm = {"/usr/bin/helm", "v3.22.0"};
  result.environment.variables = {{"HELM_QPS", "-1"}};
  result.environment.charts = {{"nginx", "sha256:0123"}};
  result.cluster.uid = "8f0c";
  result.cluster.definitions = 2;
  Scenario& scenario = result.scenario;
  scenario.name = "three-charts";
  for (const char* name : {"nginx", "redis", "mysql"}) {
    scenario.charts.push_back({.name = name, .source = "/charts"});
  }
  scenario.strategies = {Known({"sequential", 0}), Known({"thread-pool", 5})};
  scenario.blocks = 2;
  result.plan.seed = 18446744073709551615u;  // the largest must survive
  result.plan.blocks = 2;
  result.plan.max_blocks = 2;
  const auto add = [&](int block, int position, StrategySpec strategy,
                       double returned) -> TrialResult& {
    result.plan.trials.push_back({block, position, strategy});
    TrialResult& trial = result.trials.emplace_back();
    trial.planned = result.plan.trials.back();
    trial.invalid = Invalid::kNo;
    trial.times =
        StrategyTimes{returned, 0.1, returned - 0.15, 0.05, returned + 0.5};
    trial.machine_busy = 0.75;
    trial.machine_stolen = 0.01;
    trial.kept = {"PersistentVolumeClaim helm-bench-1/data-redis-0"};
    return trial;
  };
  add(1, 1, {"sequential", 0}, 1.0).releases = {
      {.release = {"helm-bench-1", "redis"},
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
  add(1, 2, {"thread-pool", 5}, 0.8);
  add(2, 1, {"thread-pool", 5}, 0.9);
  TrialResult& failed = add(2, 2, {"sequential", 0}, 1.2);
  failed.invalid = Invalid::kFailed;
  failed.invalid_reason =
      "uninstall of helm-bench-1/redis failed: \xff forbidden";
  failed.leftovers = {"ConfigMap helm-bench-1/redis"};
  failed.releases = {
      {.release = {"helm-bench-1", "redis"}, .error = "not known"}};
  return result;
}

/// A run of seven blocks and a spare one: three strategies, of which one failed
/// in block 5, so that the spare block stands in for that. Enough for verdicts,
/// and for every reader of an export.
inline Result SampleRun() {
  Result result = SampleResult();
  result.trials.clear();
  result.plan = {
      .seed = 7, .warm_up = 1, .blocks = 7, .max_blocks = 7, .spare_blocks = 1};
  result.environment.governor = "performance";
  result.environment.build_type = "Release";
  std::vector<StrategySpec>& strategies = result.scenario.strategies;
  strategies = {Known({"sequential", 0}), Known({"thread-pool", 5}),
                Known({"process-pool", 5})};
  const double base[] = {0.8, 0.5, 0.51};
  for (int block = kWarmUpBlock; block <= 8; ++block) {
    for (int position = 1; position <= 3; ++position) {
      const int which = (block + position) % 3;
      result.plan.trials.push_back({block, position, strategies[which]});
      TrialResult& trial = result.trials.emplace_back();
      trial.planned = result.plan.trials.back();
      trial.invalid = Invalid::kNo;
      trial.replaces = block == 8 ? 5 : 0;
      const double returned =
          base[which] + 0.01 * ((block * (which + 3)) % 7) + 0.001 * position;
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

/// Two blocks of strategies whose names nobody would choose, on a simulated
/// cluster. In a result file any text may stand.
inline Result HostileRun() {
  Result result = SampleResult();
  result.trials.clear();
  result.plan.trials.clear();
  result.cluster.latency = "kwok";
  result.scenario.name = "a|b <i>\"c\"";
  std::vector<StrategySpec>& strategies = result.scenario.strategies;
  strategies.clear();
  for (const std::string& name :
       {std::string("=HYPERLINK(\"http://x\",'y')"), std::string("v-12"),
        std::string("<script>alert(1)</script> & \"quotes\""),
        std::string("a|b|c"), std::string("two\nlines\r\n# three"),
        std::string("`tick` ``s"),
        std::string("no \xff\xfe UTF-8 \x01\x1b[31m"), std::string(300, 'x')}) {
    strategies.push_back({name});
  }
  for (int block = 1; block <= 2; ++block) {
    int position = 0;
    for (const StrategySpec& strategy : strategies) {
      result.plan.trials.push_back({block, ++position, strategy});
      TrialResult& trial = result.trials.emplace_back();
      trial.planned = result.plan.trials.back();
      trial.invalid = Invalid::kNo;
      trial.times = StrategyTimes{.returned_s = 0.5 + 0.01 * position};
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
