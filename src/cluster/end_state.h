#pragma once

#include <span>

#include "kubernetes/objects.h"
#include "model/trial.h"

namespace bench {

/// What became of the objects that must be there after a trial as they were
/// before it: what stood there before the install, and what stays by Helm's
/// design. Pure. Left out is what may go or change by itself: objects that
/// others own (a kept Deployment's Pods), hooks, which their delete policy
/// rules, and Leases.
EndState CompareEndState(std::span<const Object> expected,
                         std::span<const Object> found);

}  // namespace bench
