#pragma once

#include "cli/options.h"

namespace bench {

int ListScenariosCommand(const Options& options);   // --list-scenarios
int ListStrategiesCommand(const Options& options);  // --list-strategies
int ListExportsCommand(const Options& options);     // --list-exports

}  // namespace bench
