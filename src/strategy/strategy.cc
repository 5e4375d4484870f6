#include "strategy/strategy.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include "executor/executors.h"
#include "strategy/run_strategy.h"
#include "uninstaller/helm_uninstaller.h"
#include "util/nearest.h"

namespace bench {
namespace {

HelmUninstaller ThroughHelm(const StrategyContext& context) {
  return {context.helm, context.environment, context.timeout_s};
}

StrategyRun Sequential(const StrategyContext& context) {
  return RunOnExecutor(context, ThroughHelm(context), [&] {
    return MakeSequentialExecutor(CommandTasks(context.runner), context.stop);
  });
}

StrategyRun ThreadPool(const StrategyContext& context) {
  return RunOnExecutor(context, ThroughHelm(context), [&] {
    return MakeThreadPoolExecutor(CommandTasks(context.runner), context.workers,
                                  context.stop);
  });
}

StrategyRun ProcessPool(const StrategyContext& context) {
  return RunOnExecutor(context, ThroughHelm(context), [&] {
    return MakeProcessPoolExecutor(context.workers, context.stop);
  });
}

const OutsideProgram kPython = {
    "python3",
    {"-c", "import platform; print(platform.python_version(), end='')"}};

// The post's program, in one of its modes.
Command PostCommand(const StrategyContext& context, const char* mode) {
  Command command;
  command.argv = {context.programs.at(kPython.name),
                  context.scripts / "rivals" / "post.py", mode, "--helm",
                  context.helm.path};
  for (const std::string& ns : context.namespaces) {
    command.argv.insert(command.argv.end(), {"--namespace", ns});
  }
  if (context.workers > 0) {
    command.argv.insert(command.argv.end(),
                        {"--workers", std::to_string(context.workers)});
  }
  return command;
}

StrategyRun PythonSequential(const StrategyContext& context) {
  return RunOutside(context, PostCommand(context, "sequential"));
}

StrategyRun PythonThreadPool(const StrategyContext& context) {
  return RunOutside(context, PostCommand(context, "thread-pool"));
}

StrategyRun PythonProcessPool(const StrategyContext& context) {
  return RunOutside(context, PostCommand(context, "process-pool"));
}

StrategyKind WithHelm(std::string_view executor) {
  return {std::string(executor), std::string(StrategyKind::kHelm), ""};
}

StrategyKind ThePosts(std::string_view executor) {
  return {std::string(executor), "", std::string(StrategyKind::kPost)};
}

// clang-format off
// name, help, has workers, kind, outside programs, how it is run
const std::vector<Strategy> kStrategies = {
    {"sequential", "one helm process after the other",
     false, WithHelm(StrategyKind::kSequential), {}, Sequential},
    {"thread-pool", "a pool of threads, one helm process each",
     true, WithHelm(StrategyKind::kThreadPool), {}, ThreadPool},
    {"process-pool", "a pool of worker processes, one helm process each",
     true, WithHelm(StrategyKind::kProcessPool), {}, ProcessPool},
    {"python-sequential", "the post's program: a plain loop in Python",
     false, ThePosts(StrategyKind::kSequential), {kPython}, PythonSequential},
    {"python-thread-pool", "the post's program: ThreadPoolExecutor",
     true, ThePosts(StrategyKind::kThreadPool), {kPython}, PythonThreadPool},
    {"python-process-pool", "the post's program: ProcessPoolExecutor",
     true, ThePosts(StrategyKind::kProcessPool), {kPython}, PythonProcessPool},
};
// clang-format on

}  // namespace

std::span<const Strategy> Strategies() { return kStrategies; }

const Strategy& FindStrategy(std::string_view name) {
  const auto found = std::ranges::find(kStrategies, name, &Strategy::name);
  if (found != kStrategies.end()) return *found;
  std::vector<std::string> names;
  std::ranges::transform(kStrategies, std::back_inserter(names),
                         &Strategy::name);
  throw Error("unknown strategy \"{}\"{} (./bench --list-strategies has all)",
              name, DidYouMean(name, names));
}

std::vector<StrategySpec> ResolveStrategies(std::vector<StrategySpec> specs,
                                            int workers) {
  for (auto spec = specs.begin(); spec != specs.end(); ++spec) {
    const Strategy& strategy = FindStrategy(spec->name);
    spec->kind = strategy.kind;
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
