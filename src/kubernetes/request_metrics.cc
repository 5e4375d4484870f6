#include "kubernetes/request_metrics.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace bench {
namespace {

constexpr std::string_view kMetric = "apiserver_request_duration_seconds_sum{";
constexpr std::array<std::string_view, 15> kLeftOut = {
    R"(verb="LIST")",
    R"(verb="WATCH")",
    R"(verb="CONNECT")",
    R"(,resource="pods")",
    R"(,resource="nodes")",
    R"(,resource="events")",
    R"(,resource="leases")",
    R"(,resource="endpoints")",
    R"(,resource="endpointslices")",
    R"(,resource="replicasets")",
    R"(,resource="controllerrevisions")",
    R"(,resource="persistentvolumes")",
    R"(,resource="volumeattachments")",
    R"(,resource="tokenreviews")",
    R"(,resource="subjectaccessreviews")"};
constexpr std::string_view kSubresource = R"(,subresource=")";

bool IsOfSubresource(std::string_view line) {
  const std::size_t label = line.find(kSubresource);
  return label != line.npos && line[label + kSubresource.size()] != '"';
}

// The value at the end of NAME{LABELS} VALUE; 0 for what is none.
double ValueOf(std::string_view line) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) return 0;
  const std::string_view text = line.substr(space + 1);
  double value = 0;
  const auto [rest, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? value : 0;
}

}  // namespace

std::optional<double> ParseRequestSeconds(std::string_view metrics) {
  std::optional<double> seconds;
  while (!metrics.empty()) {
    const std::size_t end = metrics.find('\n');
    const std::string_view line = metrics.substr(0, end);
    metrics.remove_prefix(std::min(line.size() + 1, metrics.size()));
    if (!line.starts_with(kMetric)) continue;
    const bool counts =
        !IsOfSubresource(line) &&
        std::ranges::none_of(kLeftOut, [&](std::string_view label) {
          return line.find(label) != line.npos;
        });
    if (counts) seconds = seconds.value_or(0) + ValueOf(line);
  }
  return seconds;
}

std::optional<double> ReadRequestSeconds(Api& api) {
  const Response response =
      api.Send({.path = "/metrics", .accept = "text/plain"});
  if (!response.Ok()) return std::nullopt;
  return ParseRequestSeconds(response.body);
}

}  // namespace bench
