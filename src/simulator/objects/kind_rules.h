#pragma once

#include "simulator/objects/kinds.h"

namespace bench {

// In what kinds differ when they are written or deleted: the strategies in
// kubernetes/pkg/registry.

/// Whether it counts the generations of its spec.
bool HasGeneration(const Kind& kind);

/// Whether an update creates what is not there.
bool IsCreatedByUpdate(const Kind& kind);

/// Whether the answer to a deletion that is done shows the object, instead of
/// saying that it is gone (ReturnDeletedObject).
bool ReturnsDeleted(const Kind& kind);

}  // namespace bench
