#pragma once

#include <cstdio>
#include <memory>
#include <string_view>

#include "cli/options.h"
#include "status/status.h"

namespace bench {

/// Progress on stderr, as the options and the terminal want it.
std::unique_ptr<Status> MakeStatus(const Options& options);

/// Whether what goes to `fd` may have colours: --color, then NO_COLOR, then
/// whether it is a terminal.
bool UseColor(const Options& options, int fd);

/// Writes what a command was asked for to `out`. False, with a warning, when it
/// cannot be written there. A reader that is gone has read enough.
bool Deliver(std::FILE* out, std::string_view text, Status& status);

}  // namespace bench
