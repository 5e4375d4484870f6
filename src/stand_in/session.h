#pragma once

#include <string>

#include "stand_in/client.h"
#include "stand_in/discovery_cache.h"
#include "stand_in/helm_costs.h"
#include "stand_in/throttle.h"

namespace bench {

/// What every command works with.
struct Session {
  Client& client;
  DiscoveryCache& kinds;
  Burner& burner;
  Throttle throttle;
  /// The namespace that was asked for, else the context's.
  std::string ns;
};

/// Throws Error, in helm's words, for what is no name of a release.
void RefuseOtherNames(const std::string& name);

}  // namespace bench
