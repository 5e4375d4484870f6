#pragma once

#include <memory>

#include "cli/options.h"
#include "status/status.h"

namespace bench {

/// Progress on stderr, as the options and the terminal want it.
std::unique_ptr<Status> MakeStatus(const Options& options);

/// Whether what goes to `fd` may have colours: --color, then NO_COLOR, then
/// whether it is a terminal.
bool UseColor(const Options& options, int fd);

}  // namespace bench
