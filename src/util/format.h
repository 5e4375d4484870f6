#pragma once

#include <string>

namespace bench {

/// A measured time for people: "1.214 s", "480.3 ms".
std::string FormatSeconds(double seconds);

/// A waiting time for people: "2 min 05 s", "40 s".
std::string FormatWait(double seconds);

/// "1 release", "3 releases".
std::string Count(std::size_t number, const std::string& noun);

}  // namespace bench
