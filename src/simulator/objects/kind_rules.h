#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "simulator/objects/delete_options.h"
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

/// What happens to dependents when a deletion does not say it.
std::string DefaultPropagation(const Kind& kind);

/// Seconds that an object is given to end. Only Pods that run on a node need
/// any.
std::int64_t GraceOf(const Kind& kind, const nlohmann::json& object,
                     const DeleteOptions& options);

}  // namespace bench
