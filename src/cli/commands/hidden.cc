#include <fmt/format.h>
#include <unistd.h>

#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "executor/worker.h"
#include "process/subprocess_runner.h"
#include "runner/interrupt.h"
#include "strategy/strategy_wire.h"
#include "uninstaller/native/native_uninstaller.h"

namespace bench {

int WorkerCommand(const Options& /*options*/) {
  SubprocessRunner runner;
  return RunWorker(STDIN_FILENO, STDOUT_FILENO, NativeTasks(runner));
}

int RunStrategyCommand(const Options& options) {
  if (options.request.empty()) {
    fmt::print("{}", EncodeProtocol(BENCH_VERSION));
    return kMeasured;
  }
  const Interrupt interrupt("");
  SubprocessRunner runner;
  const StrategyRequest request =
      DecodeRequest(options.request, runner, interrupt.token());
  const StrategyRun run = FindStrategy(request.strategy).run(request.context);
  fmt::print("{}", EncodeRun(run));
  return kMeasured;
}

}  // namespace bench
