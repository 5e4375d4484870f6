#include "strategy/run_strategy.h"

#include "process/cpu_time.h"
#include "util/seconds.h"

namespace bench {

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
