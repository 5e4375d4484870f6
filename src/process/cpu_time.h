#pragma once

#include <sys/time.h>

namespace bench {

/// What the kernel counts time in.
double Seconds(const timeval& time);

/// CPU seconds, user and system, that this process has spent so far
/// (RUSAGE_SELF: children not included).
double OwnCpuSeconds();

}  // namespace bench
