#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace bench {

/// Folders of the checkout that the program was built from.
std::filesystem::path ScenariosFolder();
std::filesystem::path ScriptsFolder();

/// Where results go and are looked for: --results, or the checkout's.
std::filesystem::path ResultsFolder(const std::filesystem::path& requested);

/// The file behind --latency: a name of scenarios/latency, or a path. Empty for
/// "instant", which is no latency at all, and where --cluster names a cluster
/// that is real. Throws Error for what is neither, with the nearest name, and
/// for the latency of a real cluster.
std::string LatencyProfile(const std::string& requested,
                           const std::string& cluster);

/// The same where it is a file that does not come with the program: its name
/// alone would not find it again. Empty: there is none, or it is one of ours.
std::string OwnLatencyProfile(const std::string& requested);

/// What --limits asks of a cluster: whether it has Kubernetes' own. Nothing
/// where --cluster does not name a kwok cluster: only that has a choice. Throws
/// Error for the limits of another one.
std::optional<bool> WantedLimits(const std::string& requested,
                                 const std::string& cluster);

}  // namespace bench
