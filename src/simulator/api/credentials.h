#pragma once

#include <string_view>

#include "simulator/api/api_request.h"
#include "simulator/http/http_server.h"

namespace bench {

/// Lets in who shows what is wanted in the header Authorization, and everybody
/// to where the server only says that it is there. Throws ApiError: 401 for
/// another token, 403 for none.
void CheckCredentials(const HttpRequest& http, const ApiRequest& request,
                      std::string_view wanted);

}  // namespace bench
