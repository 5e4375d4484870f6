#pragma once

#include <ostream>

#include "stand_in/options.h"
#include "stand_in/session.h"

namespace bench {

/// `helm install`. Differs from it in that no OpenAPI is asked for, not even
/// for the namespace. Throws Error with helm's words.
void Install(const InstallOptions& options, Session& session,
             std::ostream& out);

}  // namespace bench
