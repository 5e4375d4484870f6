#pragma once

#include <string>
#include <string_view>

namespace bench {

/// The version that a simulated API server gives: the one it imitates, and, as
/// semantic versioning's build metadata, what it is and how slow. So whoever
/// reaches it, by whatever name, can tell it from a real one.
/// "kwok" -> "v1.36.3+simulated.kwok"; of other characters than letters, digits
/// and dashes, dashes are made.
std::string SimulatedVersion(std::string_view latency);

/// What stands behind it; empty: the API server is real.
std::string LatencyOf(std::string_view server_version);

}  // namespace bench
