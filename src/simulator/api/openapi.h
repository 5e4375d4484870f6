#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/objects/kinds.h"

namespace bench {

/// The document behind /openapi/v3 and the paths below it; nothing: no such
/// path. It has no schemas: it only says that every kind takes the parameter
/// fieldValidation, so that kubectl and helm leave checking to the server
/// instead of refusing to go on without a schema.
std::optional<std::string> OpenApi(const Kinds& kinds, std::string_view path);

}  // namespace bench
