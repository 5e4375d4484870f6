#pragma once

#include <filesystem>
#include <optional>

#include "cli/options.h"
#include "cli/output/exports.h"
#include "cli/output/report_file.h"
#include "model/result.h"

namespace bench {

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
