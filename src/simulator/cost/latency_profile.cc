#include "simulator/cost/latency_profile.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "simulator/objects/kinds.h"
#include "util/error.h"
#include "util/json_node.h"
#include "util/nearest.h"
#include "util/read_file.h"

namespace bench {
namespace {

// Nothing where it is not told.
double SecondsAt(const JsonNode& node, const std::string& key) {
  if (!node.Has(key)) return 0;
  return node.At(key).Number(0, 3600, "seconds between 0 and 3600");
}

RequestCost CostAt(const JsonNode& node) {
  node.CheckObject();
  return {SecondsAt(node, "cpu_s"), SecondsAt(node, "wait_s"),
          SecondsAt(node, "after_cpu_s")};
}

constexpr std::array<std::string_view, 8> kVerbs = {
    "create", "delete", "deletecollection", "get",
    "list",   "patch",  "update",           "watch"};

// It is "VERB", "VERB RESOURCE" or "VERB /PATH". A typing error would make a
// request cost what others do, and nobody would notice.
void CheckRequest(const std::string& key, const JsonNode& requests,
                  const Kinds& kinds) {
  const std::size_t space = key.find(' ');
  const std::string verb = key.substr(0, space);
  if (std::ranges::find(kVerbs, verb) == kVerbs.end()) {
    requests.Fail("{}: no verb \"{}\"; there are {}", Quoted(key), verb,
                  fmt::join(kVerbs, ", "));
  }
  if (space == std::string::npos) return;
  const std::string resource = key.substr(space + 1);
  if (resource.starts_with('/')) return;
  std::vector<std::string> names;
  for (const Kind* kind : kinds.All()) names.push_back(kind->resource);
  if (std::ranges::find(names, resource) != names.end()) return;
  requests.Fail("{}: nothing that is served is called \"{}\"{}", Quoted(key),
                resource, DidYouMean(resource, names));
}

}  // namespace

RequestCost LatencyProfile::CostOf(const std::string& verb,
                                   const std::string& resource) const {
  auto found = requests.find(verb + " " + resource);
  if (found == requests.end()) found = requests.find(verb);
  return found == requests.end() ? RequestCost() : found->second;
}

LatencyProfile ReadLatencyProfile(const std::filesystem::path& file) {
  const auto text = ReadFile(file);
  if (!text) throw Error("{}: cannot be read", file.string());
  const JsonNode root = JsonNode::Parse(*text, file);
  root.CheckObject();
  LatencyProfile profile;
  if (root.Has("seats")) profile.seats = root.At("seats").Integer(1, 1000);
  if (root.Has("background_cpu")) {
    profile.background_cpu = root.At("background_cpu").Number(0, 1, "0 to 1");
  }
  if (root.Has("requests")) {
    const JsonNode requests = root.At("requests");
    const Kinds kinds;
    for (const auto& [key, cost] : requests.Members()) {
      CheckRequest(key, requests, kinds);
      profile.requests[key] = CostAt(cost);
    }
  }
  if (root.Has("controllers")) {
    const JsonNode times = root.At("controllers");
    times.CheckObject();
    profile.timing.controller_s = SecondsAt(times, "controller_s");
    profile.timing.namespace_s = SecondsAt(times, "namespace_s");
    profile.timing.pod_start_s = SecondsAt(times, "pod_start_s");
    profile.timing.pod_stop_s = SecondsAt(times, "pod_stop_s");
  }
  if (root.Has("helm")) {
    const JsonNode helm = root.At("helm");
    for (const auto& [key, cost] : helm.Members()) SecondsAt(helm, key);
  }
  return profile;
}

}  // namespace bench
