#include "cli/setup/places.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <system_error>
#include <vector>

#include "util/error.h"
#include "util/nearest.h"

namespace bench {
namespace {

constexpr const char* kInstant = "instant";
// As it was measured on a real control plane.
constexpr const char* kDefault = "kwok";

std::filesystem::path Source() { return BENCH_SOURCE_DIR; }

std::filesystem::path LatencyFolder() { return ScenariosFolder() / "latency"; }

}  // namespace

std::filesystem::path ScenariosFolder() { return Source() / "scenarios"; }
std::filesystem::path ScriptsFolder() { return Source() / "scripts"; }

std::filesystem::path ResultsFolder(const std::filesystem::path& requested) {
  return requested.empty() ? Source() / "results" : requested;
}

std::string LatencyProfile(const std::string& requested,
                           const std::string& cluster) {
  namespace fs = std::filesystem;
  if (cluster != "auto" && cluster != "simulated") {
    if (requested.empty()) return "";
    throw Error("--latency {}: only a simulated cluster has one, not {}",
                requested, cluster);
  }
  if (requested == kInstant) return "";
  const std::string wanted = requested.empty() ? kDefault : requested;
  std::error_code ignored;
  const fs::path shipped = LatencyFolder();
  if (fs::is_regular_file(shipped / (wanted + ".json"), ignored)) {
    return shipped / (wanted + ".json");
  }
  if (fs::is_regular_file(wanted, ignored)) return fs::absolute(wanted);
  std::vector<std::string> names = {kInstant};
  for (const auto& entry : fs::directory_iterator(shipped, ignored)) {
    if (entry.path().extension() == ".json") {
      names.push_back(entry.path().stem());
    }
  }
  std::ranges::sort(names);
  throw Error("--latency {}: no such profile; there are {}, or name a file{}",
              wanted, fmt::join(names, ", "), DidYouMean(wanted, names));
}

std::string OwnLatencyProfile(const std::string& requested) {
  if (requested.empty()) return "";
  const std::filesystem::path profile = LatencyProfile(requested, "simulated");
  return profile.parent_path() == LatencyFolder()
             ? ""
             : profile.lexically_normal().string();
}

std::optional<bool> WantedLimits(const std::string& requested,
                                 const std::string& cluster) {
  if (cluster == "kwok") return requested == "on";
  if (requested.empty()) return std::nullopt;
  throw Error(
      "--limits {}: only of a kwok cluster they can be chosen: --cluster kwok",
      requested);
}

}  // namespace bench
