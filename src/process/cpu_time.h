#pragma once

namespace bench {

/// CPU seconds, user and system, that this process has spent so far
/// (RUSAGE_SELF: children not included).
double OwnCpuSeconds();

}  // namespace bench
