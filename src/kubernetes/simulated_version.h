#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bench {

/// The version that a simulated API server gives: the one it imitates, and, as
/// semantic versioning's build metadata, what it is and how slow. So whoever
/// reaches it, by whatever name, can tell it from a real one, and one profile
/// from another of the same name.
/// "latency/kwok.json" -> "v1.37.2+simulated.kwok.1a2b3c4d", the beginning of
/// its digest (util/digest.h) at the end; of other characters in its name than
/// letters, digits and dashes, dashes are made. No profile:
/// "v1.37.2+simulated.instant".
std::string SimulatedVersion(const std::filesystem::path& profile);

/// The name of the profile behind a version; empty: the API server is real.
std::string LatencyOf(std::string_view server_version);

}  // namespace bench
