#include "cli/app.h"

#include <unistd.h>

#include "cli/commands/analyze.h"
#include "cli/commands/cluster.h"
#include "cli/commands/compare.h"
#include "cli/commands/lists.h"
#include "cli/commands/report.h"
#include "cli/commands/run.h"
#include "cli/commands/run_strategy.h"
#include "cli/exit_status.h"
#include "executor/worker.h"
#include "process/subprocess_runner.h"

namespace bench {

int RunApp(const Options& options) {
  switch (options.action) {
    case Action::kRun:
      return RunCommand(options);
    case Action::kCompare:
      return CompareCommand(options);
    case Action::kListScenarios:
      return ListScenariosCommand();
    case Action::kListStrategies:
      return ListStrategiesCommand();
    case Action::kAnalyze:
      return AnalyzeCommand(options);
    case Action::kReport:
      return ReportCommand(options);
    case Action::kListExports:
      return ListExportsCommand();
    case Action::kClusterUp:
      return ClusterUpCommand(options);
    case Action::kClusterStatus:
      return ClusterStatusCommand(options);
    case Action::kClusterDown:
      return ClusterDownCommand(options);
    case Action::kClusterClean:
      return ClusterCleanCommand(options);
    case Action::kWorker: {
      SubprocessRunner runner;
      return RunWorker(STDIN_FILENO, STDOUT_FILENO, CommandTasks(runner));
    }
    case Action::kRunStrategy:
      return RunStrategyCommand(options);
  }
  return kUsage;
}

}  // namespace bench
