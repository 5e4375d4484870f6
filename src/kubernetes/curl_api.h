#pragma once

#include <memory>

#include "kubernetes/api.h"
#include "kubernetes/kubeconfig.h"

namespace bench {

/// With HTTP/2, 100 requests share one.
inline constexpr long kConnections = 8;

/// An API server over a RequestLoop. Connects to nothing yet. `connections`:
/// the most at a time; 0: as many as there are requests. Throws Error for an
/// address libcurl refuses.
std::unique_ptr<Api> MakeCurlApi(ClusterAccess access,
                                 long connections = kConnections);

}  // namespace bench
