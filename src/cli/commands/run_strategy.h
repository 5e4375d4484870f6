#pragma once

#include "cli/options.h"

namespace bench {

/// Hidden: ./bench run-strategy, for another version of this program (see
/// strategy/strategy_wire.h).
int RunStrategyCommand(const Options& options);

}  // namespace bench
