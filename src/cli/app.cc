#include "cli/app.h"

#include <unistd.h>

#include "cli/analyze_command.h"
#include "cli/cluster_commands.h"
#include "cli/compare_command.h"
#include "cli/exit_status.h"
#include "cli/lists.h"
#include "cli/report_command.h"
#include "cli/run_command.h"
#include "cli/run_strategy_command.h"
#include "executor/worker.h"
#include "simulator/run_simulator.h"

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
    case Action::kWorker:
      return RunWorker(STDIN_FILENO, STDOUT_FILENO);
    case Action::kSimulateApiServer:
      return RunSimulator(STDIN_FILENO, STDOUT_FILENO);
    case Action::kRunStrategy:
      return RunStrategyCommand(options);
  }
  return kUsage;
}

}  // namespace bench
