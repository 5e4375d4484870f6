#pragma once

#include "cli/options.h"

namespace bench {

/// Does what the options ask for and returns the exit status (exit_status.h).
/// The composition root: the parts of a run are put together in src/cli, and
/// nowhere else. Throws Error for what is refused before anything is touched,
/// RunError afterwards.
int RunApp(const Options& options);

}  // namespace bench
