#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "cli/output/exports.h"
#include "cli/output/terminal.h"
#include "cli/setup/places.h"
#include "model/scenario_file.h"
#include "strategy/strategy.h"

namespace bench {
namespace {

int Listed(const std::string& text, const Options& options) {
  return Deliver(stdout, text, *MakeStatus(options)) ? kMeasured : kFailed;
}

}  // namespace

int ListScenariosCommand(const Options& options) {
  std::string text;
  for (const Scenario& scenario : ListScenarios(ScenariosFolder())) {
    text += fmt::format("{:<22} {}\n", scenario.name, scenario.description);
  }
  return Listed(text, options);
}

int ListStrategiesCommand(const Options& options) {
  std::string text;
  for (const Strategy& strategy : Strategies()) {
    text += fmt::format(
        "{:<22} {}\n",
        fmt::format("{}{}", strategy.name, strategy.has_workers ? "[@N]" : ""),
        strategy.help);
  }
  return Listed(text, options);
}

int ListExportsCommand(const Options& options) {
  std::string text;
  for (const ExportFormat& format : ExportFormats()) {
    text += fmt::format("{:<30} {}\n", fmt::format("{} FILE", format.option),
                        format.help);
  }
  return Listed(text, options);
}

}  // namespace bench
