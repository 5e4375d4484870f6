#pragma once

#include "simulator/api/api_request.h"
#include "simulator/http/http_server.h"
#include "simulator/objects/kinds.h"
#include "simulator/objects/rest.h"

namespace bench {

struct Written {
  ObjectPtr object;
  bool created = false;
};

/// Carries out a request that creates, updates, patches or applies. Every
/// refusal is an ApiError.
Written Write(Rest& rest, const Kind& kind, const HttpRequest& http,
              const ApiRequest& request);

}  // namespace bench
