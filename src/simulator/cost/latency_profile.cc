#include "simulator/cost/latency_profile.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "simulator/objects/kinds.h"
#include "util/error.h"
#include "util/nearest.h"
#include "util/read_file.h"

namespace bench {
namespace {

using nlohmann::json;

// A value of the file, and where it is, for errors.
struct Node {
  const json& value;
  std::string path;
};

json Parse(const std::filesystem::path& file) {
  const auto text = ReadFile(file);
  if (!text) throw Error("{}: cannot be read", file.string());
  try {
    return json::parse(*text);
  } catch (const json::exception& error) {
    throw Error("{}: not JSON: {}", file.string(), error.what());
  }
}

json ObjectAt(const Node& node, const char* key) {
  const auto found = node.value.find(key);
  if (found == node.value.end()) return json::object();
  if (!found->is_object()) {
    throw Error("{}.{}: expected an object", node.path, key);
  }
  return *found;
}

double SecondsAt(const Node& node, const char* key) {
  const auto found = node.value.find(key);
  if (found == node.value.end()) return 0;
  const double seconds = found->is_number() ? found->get<double>() : -1;
  if (!std::isfinite(seconds) || seconds < 0 || seconds > 3600) {
    throw Error("{}.{}: expected seconds between 0 and 3600, found {}",
                node.path, key, found->dump());
  }
  return seconds;
}

RequestCost CostAt(const Node& node) {
  if (!node.value.is_object()) throw Error("{}: expected an object", node.path);
  return {SecondsAt(node, "cpu_s"), SecondsAt(node, "wait_s"),
          SecondsAt(node, "after_cpu_s")};
}

constexpr std::array<std::string_view, 8> kVerbs = {
    "create", "delete", "deletecollection", "get",
    "list",   "patch",  "update",           "watch"};

// Of "VERB", "VERB RESOURCE" and "VERB /PATH". A typing error would make a
// request cost what others do, and nobody would notice.
void CheckRequest(const std::string& key, const Kinds& kinds,
                  const std::string& file) {
  const std::size_t space = key.find(' ');
  const std::string verb = key.substr(0, space);
  if (std::ranges::find(kVerbs, verb) == kVerbs.end()) {
    throw Error("{}.requests: \"{}\": no verb \"{}\"; there are {}", file, key,
                verb, fmt::join(kVerbs, ", "));
  }
  if (space == std::string::npos) return;
  const std::string resource = key.substr(space + 1);
  if (resource.starts_with('/')) return;
  std::vector<std::string> names;
  for (const Kind* kind : kinds.All()) names.push_back(kind->resource);
  if (std::ranges::find(names, resource) != names.end()) return;
  throw Error("{}.requests: \"{}\": nothing that is served is called \"{}\"{}",
              file, key, resource, DidYouMean(resource, names));
}

int SeatsAt(const Node& node) {
  const json seats = node.value.value("seats", json(1));
  if (!seats.is_number_integer() || seats < 1 || seats > 1000) {
    throw Error("{}.seats: expected a whole number from 1 to 1000, found {}",
                node.path, seats.dump());
  }
  return seats;
}

double BackgroundAt(const Node& node) {
  const json share = node.value.value("background_cpu", json(0));
  const double value = share.is_number() ? share.get<double>() : -1;
  if (!std::isfinite(value) || value < 0 || value > 1) {
    throw Error("{}.background_cpu: expected 0 to 1, found {}", node.path,
                share.dump());
  }
  return value;
}

}  // namespace

RequestCost LatencyProfile::CostOf(const std::string& verb,
                                   const std::string& resource) const {
  auto found = requests.find(verb + " " + resource);
  if (found == requests.end()) found = requests.find(verb);
  return found == requests.end() ? RequestCost() : found->second;
}

LatencyProfile ReadLatencyProfile(const std::filesystem::path& file) {
  const json root = Parse(file);
  const Node top = {root, file.string()};
  if (!root.is_object()) throw Error("{}: expected an object", top.path);
  LatencyProfile profile;
  profile.seats = SeatsAt(top);
  profile.background_cpu = BackgroundAt(top);
  const json requests = ObjectAt(top, "requests");
  const Kinds kinds;
  for (const auto& [key, value] : requests.items()) {
    CheckRequest(key, kinds, top.path);
    profile.requests[key] = CostAt({value, top.path + ".requests." + key});
  }
  const json timing = ObjectAt(top, "controllers");
  const Node times = {timing, top.path + ".controllers"};
  profile.timing.controller_s = SecondsAt(times, "controller_s");
  profile.timing.namespace_s = SecondsAt(times, "namespace_s");
  profile.timing.pod_start_s = SecondsAt(times, "pod_start_s");
  profile.timing.pod_stop_s = SecondsAt(times, "pod_stop_s");
  const json helm = ObjectAt(top, "helm");
  for (const auto& [key, value] : helm.items()) {
    SecondsAt({helm, top.path + ".helm"}, key.c_str());
  }
  return profile;
}

}  // namespace bench
