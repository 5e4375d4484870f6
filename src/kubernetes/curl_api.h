#pragma once

#include <memory>

#include "kubernetes/api.h"
#include "kubernetes/kubeconfig.h"

namespace bench {

/// With HTTP/2, 100 requests share one.
inline constexpr long kConnections = 8;

/// An API server over libcurl: keep-alive, HTTP/2 with many requests on one
/// connection where the server offers it, a few HTTP/1.1 connections elsewhere.
/// A connection has 5 s to come up, a request 30 s.
/// Who the server does not know (401) is asked again, once, where a credential
/// plugin can say anew who asks. Connects to nothing yet. `connections`: the
/// most at a time; 0: as many as there are requests. Throws Error for an
/// address libcurl refuses.
std::unique_ptr<Api> MakeCurlApi(ClusterAccess access,
                                 long connections = kConnections);

}  // namespace bench
