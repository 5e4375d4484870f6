#pragma once

#include "cli/options.h"
#include "model/result.h"
#include "model/scenario.h"

namespace bench {

/// The scenario as the options want it, its strategies resolved. Throws Error.
Scenario ChosenScenario(const Options& options);

/// Everything that may be run, in its order.
Plan MakePlan(const Scenario& scenario, const Options& options);

}  // namespace bench
