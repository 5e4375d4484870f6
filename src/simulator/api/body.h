#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "simulator/api/api_request.h"
#include "simulator/http/http_server.h"
#include "simulator/objects/kinds.h"
#include "simulator/objects/rest.h"

namespace bench {

// What the bodies of requests mean. Every refusal is an ApiError.

/// Without its parameters.
bool IsType(std::string_view content_type, std::string_view type);

/// The object that is sent to be created or to replace another: JSON or
/// protobuf.
nlohmann::json ReadObject(const HttpRequest& http, const Kind& kind);

/// Of a deletion: from the body, or else the query.
DeleteOptions ReadDeleteOptions(const HttpRequest& http,
                                const ApiRequest& request);

/// `now` with the patch in the body: JSON patch, merge patch or strategic
/// merge patch.
nlohmann::json ReadPatched(const HttpRequest& http, const Kind& kind,
                           nlohmann::json now);

/// What is to be applied.
nlohmann::json ReadConfiguration(const HttpRequest& http, const Kind& kind);

}  // namespace bench
