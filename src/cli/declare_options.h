#pragma once

#include "cli/options.h"

namespace CLI {
class App;
}  // namespace CLI

namespace bench {

/// Declares the command line: each option at every subcommand that takes it, a
/// run being the program without one. Parsing `app` then fills in `options`.
void DeclareOptions(CLI::App& app, Options& options);

}  // namespace bench
