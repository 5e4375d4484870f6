#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "cli/output/exports.h"
#include "cli/setup/places.h"
#include "model/scenario_file.h"
#include "strategy/strategy.h"

namespace bench {

int ListScenariosCommand(const Options& /*options*/) {
  for (const Scenario& scenario : ListScenarios(ScenariosFolder())) {
    fmt::print("{:<22} {}\n", scenario.name, scenario.description);
  }
  return kMeasured;
}

int ListStrategiesCommand(const Options& /*options*/) {
  for (const Strategy& strategy : Strategies()) {
    fmt::print(
        "{:<22} {}\n",
        fmt::format("{}{}", strategy.name, strategy.has_workers ? "[@N]" : ""),
        strategy.help);
  }
  return kMeasured;
}

int ListExportsCommand(const Options& /*options*/) {
  for (const ExportFormat& format : ExportFormats()) {
    fmt::print("{:<30} {}\n", fmt::format("{} FILE", format.option),
               format.help);
  }
  return kMeasured;
}

}  // namespace bench
