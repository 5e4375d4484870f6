#pragma once

#include <filesystem>
#include <optional>

#include "cli/options.h"
#include "cli/output/exports.h"
#include "cli/output/report_file.h"
#include "model/result.h"
#include "model/scenario.h"

namespace bench {

/// The scenario as the options want it, its strategies resolved. Throws Error.
Scenario ChosenScenario(const Options& options);

/// Everything that may be run, in its order.
Plan MakePlan(const Scenario& scenario, const Options& options);

/// What the command line alone says of a run, and is possible.
struct CheckedRun {
  Scenario scenario;
  Plan plan;
  Criteria criteria;
  Exports exports;
  std::optional<ReportFile> report;
  std::filesystem::path results;  // the folder
};

/// Touches nothing. Throws Error for all that can be refused now.
CheckedRun CheckRun(const Options& options);

}  // namespace bench
