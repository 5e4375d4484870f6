#include "strategy/strategy.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include "executor/executors.h"
#include "strategy/run_strategy.h"
#include "uninstaller/native/api_session.h"
#include "uninstaller/native/native_uninstaller.h"
#include "util/nearest.h"

namespace bench {
namespace {

std::unique_ptr<Uninstaller> MakeUninstaller(const StrategyContext& context) {
  HelmUninstaller helm(context.helm, context.environment, context.timeout_s);
  if (context.uninstaller != StrategyKind::kNative) {
    return std::make_unique<HelmUninstaller>(std::move(helm));
  }
  return std::make_unique<NativeUninstaller>(
      context.kubeconfig, OptionsLike(context.helm, context.timeout_s),
      std::move(helm));
}

StrategyRun Sequential(const StrategyContext& context) {
  return RunOnExecutor(context, *MakeUninstaller(context), [&] {
    return MakeSequentialExecutor(NativeTasks(context.runner), context.stop);
  });
}

StrategyRun ThreadPool(const StrategyContext& context) {
  return RunOnExecutor(context, *MakeUninstaller(context), [&] {
    return MakeThreadPoolExecutor(NativeTasks(context.runner), context.workers,
                                  context.stop);
  });
}

StrategyRun ProcessPool(const StrategyContext& context) {
  return RunOnExecutor(context, *MakeUninstaller(context), [&] {
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

const OutsideProgram kBash = {"bash", {"-c", "echo \"$BASH_VERSION\""}};
const OutsideProgram kXargs = {"xargs", {"--version"}};
const OutsideProgram kParallel = {"parallel", {"--minversion", "0"}};

// What a person would type, in scripts/rivals.
StrategyRun RunRival(const StrategyContext& context, const char* driver) {
  Command command;
  command.argv = {context.programs.at(kBash.name),
                  context.scripts / "rivals" / driver, context.helm.path,
                  std::to_string(context.workers)};
  command.argv.insert(command.argv.end(), context.namespaces.begin(),
                      context.namespaces.end());
  return RunOutside(context, command);
}

StrategyRun HelmBatch(const StrategyContext& context) {
  return RunRival(context, "helm-batch");
}

StrategyRun Xargs(const StrategyContext& context) {
  return RunRival(context, "xargs");
}

StrategyRun GnuParallel(const StrategyContext& context) {
  return RunRival(context, "gnu-parallel");
}

StrategyKind WithHelm(std::string_view executor) {
  return {std::string(executor), std::string(StrategyKind::kHelm), ""};
}

StrategyKind ThePosts(std::string_view executor) {
  return {std::string(executor), "", std::string(StrategyKind::kPost)};
}

StrategyKind Native() {
  return {std::string(StrategyKind::kEventLoop),
          std::string(StrategyKind::kNative), ""};
}

// clang-format off
// name, help, has workers, how many, kind, outside programs, how it is run
const std::vector<Strategy> kStrategies = {
    {"sequential", "one helm process after the other",
     false, 0, WithHelm(StrategyKind::kSequential), {}, Sequential},
    {"thread-pool", "a pool of threads, one helm process each",
     true, 0, WithHelm(StrategyKind::kThreadPool), {}, ThreadPool},
    {"process-pool", "a pool of worker processes, one helm process each",
     true, 0, WithHelm(StrategyKind::kProcessPool), {}, ProcessPool},
    {"python-sequential", "the post's program: a plain loop in Python",
     false, 0, ThePosts(StrategyKind::kSequential), {kPython}, PythonSequential},
    {"python-thread-pool", "the post's program: ThreadPoolExecutor",
     true, 0, ThePosts(StrategyKind::kThreadPool), {kPython}, PythonThreadPool},
    {"python-process-pool", "the post's program: ProcessPoolExecutor",
     true, 0, ThePosts(StrategyKind::kProcessPool), {kPython}, PythonProcessPool},
    {"native", "through the Kubernetes API, all releases at once in one event "
     "loop; @N: requests on their way at most [32]",
     true, kDefaultInFlight, Native(), {}, RunNative},
    {"helm-batch", "one helm process for each namespace, given all its releases",
     false, 0, {}, {kBash}, HelmBatch},
    {"xargs", "xargs -P, a helm for each release",
     true, 0, {}, {kBash, kXargs}, Xargs},
    {"gnu-parallel", "GNU parallel, a helm for each namespace and release",
     true, 0, {}, {kBash, kParallel}, GnuParallel},
};
// clang-format on

// With what a variant uninstalls through instead.
StrategyKind KindOf(const Strategy& strategy, const StrategySpec& spec) {
  StrategyKind kind = strategy.kind;
  if (spec.uninstaller.empty()) return kind;
  if (kind.uninstaller != StrategyKind::kHelm &&
      kind.uninstaller != spec.uninstaller) {
    throw Error("strategy {}: {} does not choose what it uninstalls through",
                spec.Label(), spec.name);
  }
  kind.uninstaller = spec.uninstaller;
  return kind;
}

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
    spec->kind = KindOf(strategy, *spec);
    if (strategy.has_workers) {
      if (spec->workers == 0) {
        spec->workers =
            strategy.own_workers > 0 ? strategy.own_workers : workers;
      }
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
