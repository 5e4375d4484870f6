#include <algorithm>
#include <array>
#include <memory>

#include "executor/process_pool_executor.h"
#include "executor/sequential_executor.h"
#include "executor/thread_pool_executor.h"
#include "strategy/executor_strategy.h"
#include "strategy/outside_strategy.h"
#include "strategy/strategy.h"
#include "util/nearest.h"

namespace bench {
namespace {

StrategyRun Sequential(const StrategyContext& context) {
  return RunOnExecutor(context, [&] {
    return std::make_unique<SequentialExecutor>(context.runner, context.stop);
  });
}

StrategyRun ThreadPool(const StrategyContext& context) {
  return RunOnExecutor(context, [&] {
    return std::make_unique<ThreadPoolExecutor>(context.runner, context.workers,
                                                context.stop);
  });
}

StrategyRun ProcessPool(const StrategyContext& context) {
  return RunOnExecutor(context, [&] {
    return std::make_unique<ProcessPoolExecutor>(context.workers, context.stop);
  });
}

StrategyRun PythonSequential(const StrategyContext& context) {
  return RunOriginal(context, "sequential");
}

StrategyRun PythonThreadPool(const StrategyContext& context) {
  return RunOriginal(context, "thread-pool");
}

StrategyRun PythonProcessPool(const StrategyContext& context) {
  return RunOriginal(context, "process-pool");
}

// name, help, has workers, needs Python, how it is run
constexpr std::array kStrategies = {
    Strategy{"sequential", "one helm process after the other", false, false,
             Sequential},
    Strategy{"thread-pool", "a pool of threads, one helm process each", true,
             false, ThreadPool},
    Strategy{"process-pool",
             "a pool of worker processes, one helm process each", true, false,
             ProcessPool},
    Strategy{"python-sequential", "the post's program: a plain loop in Python",
             false, true, PythonSequential},
    Strategy{"python-thread-pool", "the post's program: ThreadPoolExecutor",
             true, true, PythonThreadPool},
    Strategy{"python-process-pool", "the post's program: ProcessPoolExecutor",
             true, true, PythonProcessPool},
};

}  // namespace

std::span<const Strategy> Strategies() { return kStrategies; }

const Strategy& FindStrategy(std::string_view name) {
  const auto* const found =
      std::ranges::find(kStrategies, name, &Strategy::name);
  if (found != kStrategies.end()) return *found;
  std::vector<std::string> names;
  names.reserve(kStrategies.size());
  for (const Strategy& strategy : kStrategies)
    names.emplace_back(strategy.name);
  throw Error("unknown strategy \"{}\"{} (./bench --list-strategies has all)",
              name, DidYouMean(name, names));
}

std::vector<StrategySpec> ResolveStrategies(std::vector<StrategySpec> specs,
                                            int workers) {
  for (auto spec = specs.begin(); spec != specs.end(); ++spec) {
    const Strategy& strategy = FindStrategy(spec->name);
    if (strategy.has_workers) {
      if (spec->workers == 0) spec->workers = workers;
    } else if (spec->workers != 0) {
      throw Error("strategy {}: {} has no workers to choose", spec->Label(),
                  spec->name);
    }
    const auto twin =
        std::find_if(specs.begin(), spec, [&](const StrategySpec& other) {
          return other.Label() == spec->Label();
        });
    if (twin != spec) {
      throw Error("strategy {} is given twice", spec->Label());
    }
  }
  return specs;
}

}  // namespace bench
