#include "cli/setup/checked_run.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <utility>

#include "cli/setup/criteria.h"
#include "cli/setup/places.h"
#include "model/against_itself.h"
#include "model/scenario_file.h"
#include "runner/journal.h"
#include "runner/schedule.h"
#include "strategy/strategy.h"
#include "util/environment.h"
#include "util/error.h"

namespace bench {
namespace {

// The same strategy under two names, the second one slowed down or not.
void HoldAgainstItself(const Options& options, Scenario& scenario) {
  if (options.strategies.size() > 1) {
    throw Error(
        "--aa and --inject-slowdown hold one strategy against itself, "
        "but --strategy is given {} times",
        options.strategies.size());
  }
  scenario.strategies =
      AgainstItself(scenario.strategies.front(), options.slowdown);
}

}  // namespace

Scenario ChosenScenario(const Options& options) {
  Scenario scenario = LoadScenario(options.scenario, ScenariosFolder());
  if (const std::string image = Variable(kPodImage);
      scenario.real_pods && !image.empty()) {
    scenario = WithImage(std::move(scenario), image);
  }
  if (options.runs) scenario.blocks = *options.runs;
  if (options.workers) {
    CheckWorkers(*options.workers, "--workers");
    scenario.workers = *options.workers;
  }
  if (!options.strategies.empty()) {
    scenario.strategies.clear();
    for (const std::string& text : options.strategies) {
      StrategySpec strategy = ParseStrategySpec(text);
      FindProgramsFrom(std::filesystem::current_path(), strategy);
      scenario.strategies.push_back(std::move(strategy));
    }
  }
  if (options.against_itself || options.slowdown) {
    HoldAgainstItself(options, scenario);
  }
  scenario.strategies =
      ResolveStrategies(std::move(scenario.strategies), scenario.workers);
  return scenario;
}

Plan MakePlan(const Scenario& scenario, const Options& options) {
  Plan plan;
  plan.seed = options.seed ? *options.seed : std::random_device()();
  plan.warm_up = options.warm_up;
  plan.blocks = scenario.blocks;
  plan.max_blocks = options.max_runs.value_or(plan.blocks);
  if (plan.max_blocks < plan.blocks) {
    throw Error("--max-runs {}: less than the {} blocks of --runs",
                plan.max_blocks, plan.blocks);
  }
  plan.spare_blocks = kSpareBlocks;
  plan.trials = MakeSchedule(scenario.strategies, plan);
  return plan;
}

CheckedRun CheckRun(const Options& options) {
  Scenario scenario = ChosenScenario(options);
  Plan plan = MakePlan(scenario, options);
  Exports exports(options.exports, scenario.strategies);
  Criteria criteria = ChosenCriteria(options, scenario);
  std::optional<ReportFile> report = ReportBeside(options.report_file);
  CheckOutputs(AllOutputs(exports, report),
               {options.scenario, options.latency});
  std::filesystem::path results = ResultsFolder(options.results);
  CheckResultsFolder(results);
  return {std::move(scenario), std::move(plan),   std::move(criteria),
          std::move(exports),  std::move(report), std::move(results)};
}

}  // namespace bench
