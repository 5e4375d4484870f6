#pragma once

#include <span>
#include <vector>

#include "cluster/workspace.h"
#include "model/trial.h"
#include "process/command.h"

namespace bench {

/// What went after a strategy that began at `begin` had returned, by release
/// and kind, ordered by when the last went, as `gone` is. An object is of the
/// release that Helm's annotation, its own label (app.kubernetes.io/instance,
/// which Pods have) or the name of its record says.
std::vector<Going> GoingOf(std::span<const GoneObject> gone,
                           Clock::time_point begin);

}  // namespace bench
