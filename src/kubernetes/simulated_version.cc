#include "kubernetes/simulated_version.h"

#include <algorithm>

namespace bench {
namespace {

constexpr std::string_view kImitated = "v1.36.3";
constexpr std::string_view kMark = "+simulated.";

bool MayStandThere(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '-';
}

}  // namespace

std::string SimulatedVersion(std::string_view latency) {
  std::string label(latency);
  std::ranges::replace_if(label, [](char c) { return !MayStandThere(c); }, '-');
  return std::string(kImitated).append(kMark).append(label);
}

std::string LatencyOf(std::string_view server_version) {
  const std::size_t mark = server_version.find(kMark);
  if (mark == std::string_view::npos) return "";
  return std::string(server_version.substr(mark + kMark.size()));
}

}  // namespace bench
