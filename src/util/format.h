#pragma once

#include <chrono>
#include <string>

namespace bench {

/// A measured time for people: "1.214 s", "480.3 ms".
std::string FormatSeconds(double seconds);

/// A waiting time for people: "2 min 05 s", "40 s".
std::string FormatWait(double seconds);

/// "1 release", "3 releases".
std::string Count(std::size_t number, const std::string& noun);

/// RFC 3339, in UTC and whole seconds: 2026-01-31T18:05:09Z.
std::string FormatUtc(std::chrono::system_clock::time_point time);

}  // namespace bench
