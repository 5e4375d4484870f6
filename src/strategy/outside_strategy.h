#pragma once

#include "strategy/strategy.h"

namespace bench {

/// Does the job with an outside program: `command`, in the context's
/// environment and within its time. Timed as a whole, from the program's start;
/// nothing is known of a single release.
StrategyRun RunOutside(const StrategyContext& context, Command command);

}  // namespace bench
