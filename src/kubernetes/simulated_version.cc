#include "kubernetes/simulated_version.h"

#include <algorithm>
#include <cstddef>

#include "util/digest.h"

namespace bench {
namespace {

constexpr std::string_view kImitated = "v1.37.2";
constexpr std::string_view kMark = "+simulated.";

bool MayStandThere(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '-';
}

constexpr std::string_view kAlgorithm = "sha256:";
constexpr std::size_t kDigits = 8;

}  // namespace

std::string SimulatedVersion(const std::filesystem::path& profile) {
  std::string label = profile.empty() ? "instant" : profile.stem().string();
  std::ranges::replace_if(label, [](char c) { return !MayStandThere(c); }, '-');
  std::string version = std::string(kImitated).append(kMark).append(label);
  if (profile.empty()) return version;
  const std::string digest = Digest(profile);
  return digest.empty()
             ? version
             : version + "." + digest.substr(kAlgorithm.size(), kDigits);
}

std::string LatencyOf(std::string_view server_version) {
  const std::size_t mark = server_version.find(kMark);
  if (mark == std::string_view::npos) return "";
  const std::string_view label = server_version.substr(mark + kMark.size());
  return std::string(label.substr(0, label.find('.')));
}

}  // namespace bench
