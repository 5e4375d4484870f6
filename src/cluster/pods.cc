#include "cluster/pods.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cluster/ready.h"
#include "util/format.h"
#include "util/seconds.h"
#include "util/short_reason.h"
#include "util/text_at.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kWorkloads[] = {
    "/apis/apps/v1/namespaces/{}/deployments",
    "/apis/apps/v1/namespaces/{}/statefulsets",
    "/apis/apps/v1/namespaces/{}/daemonsets"};
constexpr const char* kPods[] = {"/api/v1/namespaces/{}/pods"};

json At(const json& object, const char* pointer) {
  return object.value(json::json_pointer(pointer), json());
}

// "v1.37.2"; of a simulated one "kwok-v0.8.0", or nothing.
bool HasKubelet(const json& node) {
  const std::string version = TextAt(node, "/status/nodeInfo/kubeletVersion");
  return version.size() > 1 && version[0] == 'v' && version[1] >= '0' &&
         version[1] <= '9';
}

// Of what runs to an end, such as a Job's, nobody waits to be ready.
bool IsAwaited(const json& pod) {
  return TextAt(pod, "/status/phase") != "Succeeded" &&
         TextAt(pod, "/metadata/deletionTimestamp").empty();
}

// What the kubelet says of a container; empty: it runs.
std::string WhyWaiting(const json& container) {
  for (const char* state :
       {"/state/waiting", "/state/terminated", "/lastState/terminated"}) {
    const json found = At(container, state);
    if (found.is_null()) continue;
    const std::string message = TextAt(found, "/message");
    return fmt::format("container {}: {}{}", TextAt(container, "/name"),
                       TextAt(found, "/reason"),
                       message.empty() ? "" : ": " + ShortReason(message));
  }
  return "";
}

// Where no container has a reason, the pod's own: it has no node, say.
std::string WhyUnready(const json& pod) {
  for (const char* containers :
       {"/status/initContainerStatuses", "/status/containerStatuses"}) {
    for (const json& container : At(pod, containers)) {
      if (container.value("ready", false)) continue;
      std::string why = WhyWaiting(container);
      if (!why.empty()) return why;
    }
  }
  for (const json& condition : At(pod, "/status/conditions")) {
    if (TextAt(condition, "/status") != "False") continue;
    const std::string message = TextAt(condition, "/message");
    if (!message.empty()) return ShortReason(message);
  }
  return fmt::format("it is {}", TextAt(pod, "/status/phase"));
}

// Lists of several places in one go.
struct Lists {
  std::vector<std::string> bodies;
  std::string error;
};

Lists Get(Api& api, const std::vector<Request>& requests) {
  Lists lists;
  for (Response& response : api.Send(requests)) {
    if (!response.Ok()) {
      lists.error = ErrorText(response);
      break;
    }
    lists.bodies.push_back(std::move(response.body));
  }
  return lists;
}

std::vector<Request> ListRequests(std::span<const char* const> paths,
                                  std::span<const std::string> namespaces) {
  std::vector<Request> requests;
  for (const std::string& ns : namespaces) {
    for (const char* path : paths) {
      requests.push_back({.path = fmt::format(fmt::runtime(path), ns)});
    }
  }
  return requests;
}

// Empty where they may not be listed.
std::optional<json> ListNodes(Api& api) {
  const Response list = api.Send({.path = "/api/v1/nodes"});
  if (!list.Ok()) return std::nullopt;
  return At(json::parse(list.body, nullptr, false), "/items");
}

std::string WhichIsUnready(Api& api, std::span<const std::string> namespaces) {
  for (const std::string& body :
       Get(api, ListRequests(kPods, namespaces)).bodies) {
    std::string which = FirstUnreadyPod(body);
    if (!which.empty()) return which;
  }
  return "no pod says why";
}

}  // namespace

std::string WhyNoPodRuns(Api& api) {
  const auto listed = ListNodes(api);
  if (!listed) return "";
  const json& nodes = *listed;
  if (std::ranges::any_of(nodes, HasKubelet)) return "";
  return nodes.empty() ? "it has no nodes" : "its nodes have no kubelet";
}

bool HasImage(Api& api, std::string_view image) {
  const auto nodes = ListNodes(api);
  if (!nodes) return true;
  // With the registry that is not said: docker.io/mine/image:1.
  const auto is_it = [image](const json& name) {
    return name.is_string() && name.get<std::string>().ends_with(image);
  };
  return std::ranges::any_of(*nodes, [&](const json& node) {
    const json images = At(node, "/status/images");
    return std::ranges::any_of(images, [&](const json& one) {
      const json names = At(one, "/names");
      return std::ranges::any_of(names, is_it);
    });
  });
}

WantedPods CountWantedPods(std::string_view workload_list) {
  WantedPods count;
  const json parsed = json::parse(workload_list, nullptr, false);
  for (const json& workload : At(parsed, "/items")) {
    // Of a DaemonSet only its controller knows.
    const bool is_seen =
        workload.value(json::json_pointer("/status/observedGeneration"), 0) >=
        workload.value(json::json_pointer("/metadata/generation"), 0);
    const int wanted = workload.value(
        json::json_pointer("/spec/replicas"),
        workload.value(json::json_pointer("/status/desiredNumberScheduled"),
                       1));
    const int ready = workload.value(
        json::json_pointer("/status/readyReplicas"),
        workload.value(json::json_pointer("/status/numberReady"), 0));
    count.wanted += wanted;
    count.ready += is_seen ? std::min(ready, wanted) : 0;
  }
  return count;
}

std::string FirstUnreadyPod(std::string_view pod_list) {
  const json parsed = json::parse(pod_list, nullptr, false);
  for (const json& pod : At(parsed, "/items")) {
    if (!IsAwaited(pod) || IsReady(pod)) continue;
    return fmt::format("Pod {}/{}: {}", TextAt(pod, "/metadata/namespace"),
                       TextAt(pod, "/metadata/name"), WhyUnready(pod));
  }
  return "";
}

std::string AwaitReadyPods(Api& api, std::span<const std::string> namespaces,
                           double limit_s, const Pacing& pacing,
                           const std::stop_token& stop) {
  const Clock::time_point begin = Clock::now();
  const std::vector<Request> requests = ListRequests(kWorkloads, namespaces);
  while (!stop.stop_requested()) {
    const auto lists =
        AskPatiently([&] { return Get(api, requests); }, pacing, stop);
    if (!lists) return "";
    WantedPods count;
    for (const std::string& body : lists->bodies) {
      const auto [wanted, ready] = CountWantedPods(body);
      count.wanted += wanted;
      count.ready += ready;
    }
    if (count.ready >= count.wanted) return "";
    if (Seconds(Clock::now() - begin) >= limit_s) {
      return fmt::format("{} of {} pods were ready within {}; {}", count.ready,
                         count.wanted, FormatWait(limit_s),
                         WhichIsUnready(api, namespaces));
    }
    Pause(stop, pacing.poll);
  }
  return "";
}

}  // namespace bench
