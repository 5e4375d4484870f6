#include "cli/setup/connection.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "cli/setup/places.h"
#include "kubernetes/kubeconfig.h"
#include "kubernetes/objects.h"
#include "kubernetes/simulated_version.h"
#include "util/error.h"
#include "util/printable.h"

namespace bench {
namespace {

using Json = nlohmann::json;

// The answer to a GET, or an Error that says why there is none.
Json Get(Api& api, const std::string& path, const Cluster& cluster) {
  const Response response = api.Send({.path = path});
  if (!response.Ok()) {
    throw Error("cluster {} cannot be used: GET {}: {}", cluster.title(), path,
                ErrorText(response));
  }
  const Json json = Json::parse(response.body, nullptr, false);
  if (json.is_discarded()) {
    throw Error("cluster {} cannot be used: GET {}: the answer is not JSON",
                cluster.title(), path);
  }
  return json;
}

// Empty when we may not look.
std::optional<std::vector<Object>> Look(Api& api,
                                        const Collection& collection) {
  Listing listing = List(api, {&collection, 1}, Reading::kCached);
  if (!listing.error.empty() || !listing.forbidden.empty()) return std::nullopt;
  return std::move(listing.objects);
}

std::optional<int> Count(const std::optional<std::vector<Object>>& objects) {
  if (!objects) return std::nullopt;
  return static_cast<int>(objects->size());
}

std::optional<std::vector<Object>> LookForDefinitions(Api& api) {
  return Look(api, {{.group = "apiextensions.k8s.io",
                     .version = "v1",
                     .resource = "customresourcedefinitions",
                     .kind = "CustomResourceDefinition"},
                    ""});
}

// In characters. A server may say anything.
constexpr std::size_t kLongestVersionOfServer = 400;

ClusterInfo AskVersion(const Cluster& cluster, Api& api) {
  ClusterInfo info;
  info.kind = cluster.kind();
  info.name = cluster.name();
  info.server_version =
      Shortened(Get(api, "/version", cluster).value("gitVersion", "unknown"),
                kLongestVersionOfServer);
  info.latency = LatencyOf(info.server_version);
  info.limits = cluster.Limits();
  info.settings = cluster.Settings();
  return info;
}

std::unique_ptr<Api> Connect(const Cluster& cluster) {
  const std::filesystem::path file = cluster.kubeconfig();
  return MakeCurlApi(LoadKubeconfig({&file, 1}, ""));
}

}  // namespace

Connection::Connection(std::unique_ptr<Cluster> cluster, Status& status,
                       const std::stop_token& stop)
    : cluster_(std::move(cluster)) {
  cluster_->Up(status, stop);
  api_ = Connect(*cluster_);
  // The uid is the cluster's, whatever name or address it is reached by.
  const Json system = Get(*api_, "/api/v1/namespaces/kube-system", *cluster_);
  system.at("metadata").at("uid").get_to(uid_);
  lock_.emplace(uid_);
}

ClusterInfo Connection::Info() {
  ClusterInfo info = AskVersion(*cluster_, *api_);
  const Json nodes = Get(*api_, "/api/v1/nodes?limit=5000", *cluster_);
  info.nodes = static_cast<int>(nodes.value("items", Json::array()).size());
  info.uid = uid_;
  info.definitions = Count(LookForDefinitions(*api_));
  // One record of each release has this state.
  info.other_releases = Count(Look(
      *api_,
      {{.group = "", .version = "v1", .resource = "secrets", .kind = "Secret"},
       "",
       "owner=helm,status=deployed"}));
  return info;
}

std::optional<std::set<std::string>> Connection::Definitions() {
  const auto objects = LookForDefinitions(*api_);
  if (!objects) return std::nullopt;
  std::set<std::string> names;
  for (const Object& object : *objects) names.insert(object.name);
  return names;
}

void CheckLatency(const std::string& requested, const ClusterInfo& cluster) {
  if (requested.empty()) return;
  const std::filesystem::path profile = LatencyProfile(requested, "simulated");
  const std::string wanted = SimulatedVersion(profile);
  if (wanted == cluster.server_version) return;
  const bool same_name = LatencyOf(wanted) == cluster.latency;
  throw Error("--latency {}: {} {} {}", requested, cluster.kind, cluster.name,
              cluster.simulated()
                  ? fmt::format("is running with {}{}; ./bench cluster down "
                                "ends it",
                                same_name ? "another " : "", cluster.latency)
                  : "is not simulated");
}

ClusterInfo ConnectAndAsk(Cluster& cluster) {
  return AskVersion(cluster, *Connect(cluster));
}

}  // namespace bench
