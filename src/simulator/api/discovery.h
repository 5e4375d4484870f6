#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "simulator/objects/kinds.h"

namespace bench {

/// The discovery document behind a path: /api, /apis, /api/v1, /apis/GROUP,
/// /apis/GROUP/VERSION. Aggregated (apidiscovery.k8s.io/v2) where the Accept
/// header asks for it and the path has such a form. Nothing: no such path.
struct DiscoveryDocument {
  std::string body;
  std::string content_type;
};
std::optional<DiscoveryDocument> Discover(const Kinds& kinds,
                                          std::string_view path,
                                          std::string_view accept);

}  // namespace bench
