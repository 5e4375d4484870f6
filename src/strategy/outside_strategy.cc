#include "strategy/outside_strategy.h"

#include <string>

#include "process/cpu_time.h"
#include "util/seconds.h"

namespace bench {

StrategyRun RunOriginal(const StrategyContext& context, std::string_view mode) {
  Command command;
  command.argv = {context.python.string(),
                  (context.scripts / "original.py").string(), std::string(mode),
                  "--helm", context.helm.path.string()};
  for (const std::string& ns : context.namespaces) {
    command.argv.insert(command.argv.end(), {"--namespace", ns});
  }
  if (context.workers > 0) {
    command.argv.insert(command.argv.end(),
                        {"--workers", std::to_string(context.workers)});
  }
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
