#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "simulator/objects/kinds.h"

namespace bench {

// Who wants which fields of an object: server-side apply, and the notes that it
// needs (metadata.managedFields). Of the controllers, which live in this
// program, nothing is noted.

/// `live` (empty: it is not there) as it is after `manager` has applied
/// `configuration`: with what that says, without what this manager has said
/// before and nobody says now. Throws ApiError (409) for a field that another
/// one has set to another value, unless `force` takes it from him.
nlohmann::json Applied(const Kind& kind, const nlohmann::json& live,
                       const nlohmann::json& configuration,
                       const std::string& manager, bool force);

/// Notes in `after` that the fields in which it differs from `before` (empty:
/// it is new) are now `manager`'s, after a create, an update or a patch.
void NoteChanges(const Kind& kind, const nlohmann::json& before,
                 nlohmann::json& after, const std::string& manager,
                 std::string_view subresource);

}  // namespace bench
