#pragma once

#include <string>

#include "model/strategy_spec.h"
#include "strategy/strategy.h"

namespace bench {

/// Runs a strategy as its spec has it: here, or in another version of this
/// program (StrategySpec::bench), and afterwards slowed down, if that is asked
/// for. `context` already has the spec's workers, helm and variables.
StrategyRun RunVariant(const StrategySpec& spec,
                       const StrategyContext& context);

/// The version of the program that is to run `spec` for us
/// (StrategySpec::bench). Throws Error when it is not there, or does not know
/// how to (strategy_wire.h).
std::string AskVersion(const StrategySpec& spec, CommandRunner& runner);

}  // namespace bench
