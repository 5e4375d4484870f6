#pragma once

#include <ostream>

#include "stand_in/options.h"

namespace bench {

/// `helm version`, with a version that is never mistaken for helm's. Throws
/// Error for a template that has more than the version's fields.
void PrintVersion(const VersionOptions& options, std::ostream& out);

}  // namespace bench
