#pragma once

#include <optional>
#include <string_view>

#include "simulator/http/http_server.h"
#include "simulator/objects/kinds.h"

namespace bench {

/// The document behind a path that says what is served: /api, /apis, /api/v1,
/// /apis/GROUP, /apis/GROUP/VERSION, /openapi/v3 and those below it. Aggregated
/// (apidiscovery.k8s.io/v2) where the Accept header asks for it and the path
/// has such a form. Nothing: no such path.
std::optional<HttpAnswer> Discover(const Kinds& kinds, std::string_view path,
                                   std::string_view accept);

}  // namespace bench
