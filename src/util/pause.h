#pragma once

#include <chrono>
#include <stop_token>

namespace bench {

/// Waits; false as soon as `stop` is requested.
bool Pause(const std::stop_token& stop, std::chrono::nanoseconds duration);

}  // namespace bench
