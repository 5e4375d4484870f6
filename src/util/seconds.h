#pragma once

#include <chrono>
#include <cmath>

namespace bench {

/// As results and people have durations.
inline double Seconds(std::chrono::nanoseconds duration) {
  return std::chrono::duration<double>(duration).count();
}

/// As timers and commands have limits.
inline std::chrono::milliseconds Milliseconds(double seconds) {
  return std::chrono::milliseconds(std::llround(seconds * 1000));
}

}  // namespace bench
