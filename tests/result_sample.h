#pragma once

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
  scenario.strategies = {{"sequential", 0}, {"thread-pool", 5}};
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

}  // namespace bench
