#include "strategy/outside_strategy.h"

#include "process/cpu_time.h"
#include "util/seconds.h"

namespace bench {

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
