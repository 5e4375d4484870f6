#pragma once

#include <chrono>
#include <string>

namespace bench {

/// RFC 3339, in UTC and whole seconds: 2026-01-31T18:05:09Z.
std::string FormatUtc(std::chrono::system_clock::time_point time);

}  // namespace bench
