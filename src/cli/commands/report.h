#pragma once

#include "cli/options.h"

namespace bench {

/// ./bench report: what results say, for people who were not there. What became
/// of thresholds goes to stdout, or to stderr when the report goes there.
/// Returns the exit status; throws Error.
int ReportCommand(const Options& options);

}  // namespace bench
