#include "cluster/ready.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "kubernetes/curl_api.h"
#include "kubernetes/kubeconfig.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

// Who may not ask has reached a server that works; what else is forbidden,
// the run will be told in the server's words.
bool Forbidden(const Response& response) { return response.status == 403; }

}  // namespace

bool IsReady(const json& object) {
  const json conditions =
      object.value(json::json_pointer("/status/conditions"), json::array());
  return std::ranges::any_of(conditions, [](const json& condition) {
    return condition.value("type", "") == "Ready" &&
           condition.value("status", "") == "True";
  });
}

std::string WhyNodesNotReady(const std::string& node_list, int nodes) {
  try {
    const json items = json::parse(node_list).at("items");
    const auto ready = std::count_if(items.begin(), items.end(), IsReady);
    if (ready >= nodes) return "";
    return fmt::format("{} of {} nodes are ready", ready, nodes);
  } catch (const json::exception& error) {
    return fmt::format("its list of nodes is not understood: {}", error.what());
  }
}

std::string WhyNotReady(const std::filesystem::path& kubeconfig, int nodes) {
  try {
    const auto api = MakeCurlApi(LoadKubeconfig(std::array{kubeconfig}, ""));
    const Response ready = api->Send({.path = "/readyz"});
    if (!ready.Ok() && !Forbidden(ready)) {
      return fmt::format("its API server {}: {}",
                         ready.status == 0     ? "cannot be asked"
                         : ready.status == 401 ? "does not know who asks"
                                               : "is not ready",
                         ErrorText(ready));
    }
    if (nodes == 0) return "";
    const Response list = api->Send({.path = "/api/v1/nodes"});
    if (!list.Ok()) return ErrorText(list);
    return WhyNodesNotReady(list.body, nodes);
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace bench
