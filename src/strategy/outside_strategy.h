#pragma once

#include <string_view>

#include "strategy/strategy.h"

namespace bench {

/// Runs the post's program, scripts/original.py, in one of its modes. Timed as
/// a whole, from the interpreter's start; nothing is known of a single release.
StrategyRun RunOriginal(const StrategyContext& context, std::string_view mode);

}  // namespace bench
