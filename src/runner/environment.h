#pragma once

#include "model/result.h"

namespace bench {

/// The machine: CPU, memory, kernel, load, and the variables that helm and its
/// Go runtime listen to. Helm, outside programs and the settings of the run are
/// filled in by the caller.
Environment ReadEnvironment();

}  // namespace bench
