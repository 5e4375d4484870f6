#include "strategy/run_strategy.h"

#include <array>

#include "executor/executors.h"
#include "process/cpu_time.h"
#include "uninstaller/native/native_uninstaller.h"
#include "uninstaller/native/uninstall_all.h"
#include "util/seconds.h"

namespace bench {
namespace {

// The post's number.
constexpr int kHelmsAtOnce = 5;

/// Of those that only helm can uninstall.
void LeaveToHelm(const StrategyContext& context, StrategyRun& run,
                 const NativeRun& native) {
  std::vector<Release> left;
  for (const NativeRun::Done& done : native.releases) {
    if (!done.outcome.needs_helm.empty()) left.push_back(done.release);
  }
  if (left.empty()) return;
  const HelmUninstaller helm(context.helm, context.environment,
                             context.timeout_s);
  const auto executor = MakeThreadPoolExecutor(CommandTasks(context.runner),
                                               kHelmsAtOnce, context.stop);
  for (ReleaseResult& result :
       UninstallReleases(helm, left, *executor, run.begin)) {
    run.releases.push_back(std::move(result));
  }
}

}  // namespace

StrategyRun RunOnExecutor(
    const StrategyContext& context, const Uninstaller& uninstaller,
    const std::function<std::unique_ptr<Executor>()>& make_executor) {
  StrategyRun run;
  const double cpu_before = OwnCpuSeconds();
  run.begin = Clock::now();
  try {
    const std::unique_ptr<Executor> executor = make_executor();
    const Clock::time_point made = Clock::now();
    const std::vector<Release> releases =
        ListReleases(uninstaller, context.namespaces, *executor);
    const Clock::time_point listed = Clock::now();
    run.releases =
        UninstallReleases(uninstaller, releases, *executor, run.begin);
    const Clock::time_point uninstalled = Clock::now();
    executor->Shutdown();
    run.returned = Clock::now();
    run.times.list_s = Seconds(listed - made);
    run.times.uninstall_s = Seconds(uninstalled - listed);
    run.times.pool_s =
        Seconds((made - run.begin) + (run.returned - uninstalled));
    run.harness_cpu.workers_s = executor->WorkersCpuSeconds();
  } catch (const Error& error) {
    run.failure = error.what();
    run.returned = Clock::now();
  }
  run.times.returned_s = Seconds(run.returned - run.begin);
  run.harness_cpu.self_s = OwnCpuSeconds() - cpu_before;
  return run;
}

StrategyRun RunNative(const StrategyContext& context) {
  StrategyRun run;
  const double cpu_before = OwnCpuSeconds();
  run.begin = Clock::now();
  try {
    ApiSession session(
        MakeSessionLoop(LoadKubeconfig(std::array{context.kubeconfig}, ""),
                        context.workers),
        context.workers, context.stop);
    const NativeRun native =
        UninstallAllNatively(session, context.namespaces,
                             OptionsLike(context.helm, context.timeout_s));
    for (const NativeRun::Done& done : native.releases) {
      if (!done.outcome.needs_helm.empty()) continue;
      run.releases.push_back(ResultOf(done.release, done.outcome, run.begin));
    }
    LeaveToHelm(context, run, native);
    run.returned = Clock::now();
    run.times.list_s = Seconds(native.listed - run.begin);
    run.times.uninstall_s = Seconds(run.returned - native.listed);
    run.times.pool_s = 0;
  } catch (const Error& error) {
    run.failure = error.what();
    run.returned = Clock::now();
  }
  run.times.returned_s = Seconds(run.returned - run.begin);
  run.harness_cpu.self_s = OwnCpuSeconds() - cpu_before;
  return run;
}

StrategyRun RunOutside(const StrategyContext& context, Command command) {
  command.env = context.environment;
  // The limit is for one helm process; the program runs many of them, and a
  // hanging one should not take all the others' time as well.
  command.timeout = Milliseconds(context.timeout_s);

  StrategyRun run;
  const double cpu_before = OwnCpuSeconds();
  run.begin = Clock::now();
  run.returned = run.begin;
  try {
    const Outcome outcome = context.runner.Run(command, context.stop);
    run.begin = outcome.begin;
    run.returned = outcome.exited;
    run.failure = Failure(outcome, outcome.err);
  } catch (const LaunchError& error) {
    run.failure = error.what();
  }
  run.times.returned_s = Seconds(run.returned - run.begin);
  run.harness_cpu.self_s = OwnCpuSeconds() - cpu_before;
  return run;
}

}  // namespace bench
