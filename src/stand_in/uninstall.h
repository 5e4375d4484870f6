#pragma once

#include <ostream>

#include "stand_in/options.h"
#include "stand_in/session.h"

namespace bench {

/// `helm uninstall`, name by name up to the first error. Throws Error with
/// helm's words.
void Uninstall(const UninstallOptions& options, Session& session,
               std::ostream& out);

}  // namespace bench
