#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "simulator/controllers/controllers.h"
#include "simulator/controllers/metadata.h"
#include "simulator/controllers/work_queue.h"
#include "simulator/controllers/workload.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr int kNodes = 3;

json PodCondition(const char* type, const char* status) {
  return {{"type", type},
          {"status", status},
          {"lastProbeTime", nullptr},
          {"lastTransitionTime", Timestamp()}};
}

void AddNode(Rest& rest, int number) {
  const std::string name = fmt::format("node-{:06}", number);
  json node = rest.Create("nodes", "",
                          {{"metadata",
                            {{"name", name},
                             {"labels", {{"kubernetes.io/hostname", name}}}}},
                           {"spec", json::object()}})
                  ->value();
  node["status"] = {
      {"conditions", json::array({PodCondition("Ready", "True")})},
      {"nodeInfo", {{"kubeletVersion", "simulated"}}}};
  rest.Update({"nodes", "", name}, "status", std::move(node));
}

json ContainersOf(const json& spec, bool ready, const json& state) {
  json containers = json::array();
  for (const json& container : spec.value("containers", json::array())) {
    containers.push_back({{"name", container.value("name", "")},
                          {"image", container.value("image", "")},
                          {"ready", ready},
                          {"restartCount", 0},
                          {"state", state}});
  }
  return containers;
}

json Running(const json& spec, std::uint64_t number) {
  const json containers =
      ContainersOf(spec, true, {{"running", {{"startedAt", Timestamp()}}}});
  return {{"phase", "Running"},
          {"podIP",
           fmt::format("10.244.{}.{}", number / 254 % 256, 1 + number % 254)},
          {"startTime", Timestamp()},
          {"conditions", json::array({PodCondition("Initialized", "True"),
                                      PodCondition("Ready", "True"),
                                      PodCondition("ContainersReady", "True"),
                                      PodCondition("PodScheduled", "True")})},
          {"containerStatuses", containers}};
}

// Why a Pod cannot run on any node; empty: it can.
std::string ObstacleTo(const Store& store, const json& pod) {
  const json& spec = pod.at("spec");
  for (const json& volume : spec.value("volumes", json::array())) {
    if (volume.contains("persistentVolumeClaim")) {
      return "pod has unbound immediate PersistentVolumeClaims.";
    }
  }
  const json wanted = spec.value("nodeSelector", json::object());
  const auto nodes = store.List("nodes", "");
  const bool fits = std::ranges::any_of(
      nodes, [&](const ObjectPtr& node) { return HasLabels(*node, wanted); });
  return fits ? "" : "the Pod's node affinity/selector is not matched.";
}

void NoteNewPod(Rest& /*rest*/, const Change& change, WorkQueue& queue) {
  if (change.key.resource == "pods" && change.type == Change::Type::kAdded) {
    queue.Add(change.key);
  }
}

void RunPod(Rest& rest, const Key& key) {
  const ObjectPtr pod = rest.store().Get(key);
  if (!pod || pod->deleting()) return;
  json changed = pod->value();
  const std::string obstacle = ObstacleTo(rest.store(), pod->value());
  if (!obstacle.empty()) {
    json condition = PodCondition("PodScheduled", "False");
    condition["reason"] = "Unschedulable";
    condition["message"] =
        fmt::format("0/{} nodes are available: {}", kNodes, obstacle);
    changed["status"]["conditions"] = json::array({condition});
    rest.Update(key, "status", std::move(changed));
    return;
  }
  std::string node = NodeThatIsMeant(changed.at("spec"));
  if (node.empty()) {
    node = fmt::format("node-{:06}", rest.ids().Number() % kNodes);
  }
  changed["spec"]["nodeName"] = node;
  changed = rest.Update(key, "", changed)->value();
  const json status = Running(changed.at("spec"), rest.ids().Number());
  changed["status"].update(status);
  rest.Update(key, "status", std::move(changed));
}

bool IsOfJob(const StoredObject& pod) {
  const json owners = pod.metadata().value("ownerReferences", json::array());
  return std::ranges::any_of(owners, [](const json& owner) {
    return owner.value("kind", "") == "Job";
  });
}

bool IsRunning(const StoredObject& pod) {
  return !pod.deleting() &&
         pod.value().value("status", json::object()).value("phase", "") ==
             "Running";
}

void NoteRunningPod(Rest& /*rest*/, const Change& change, WorkQueue& queue) {
  if (change.key.resource == "pods" && change.type == Change::Type::kModified &&
      IsRunning(*change.object) && IsOfJob(*change.object)) {
    queue.Add(change.key);
  }
}

// As kwok's stage pod-complete has it: whatever it was to do, it has done it.
void CompletePod(Rest& rest, const Key& key) {
  const ObjectPtr pod = rest.store().Get(key);
  if (!pod || !IsRunning(*pod)) return;
  json changed = pod->value();
  changed["status"]["phase"] = "Succeeded";
  changed["status"]["containerStatuses"] =
      ContainersOf(changed.at("spec"), false,
                   {{"terminated",
                     {{"exitCode", 0},
                      {"reason", "Completed"},
                      {"startedAt", Timestamp()},
                      {"finishedAt", Timestamp()}}}});
  rest.Update(key, "status", std::move(changed));
}

void NoteEndingPod(Rest& /*rest*/, const Change& change, WorkQueue& queue) {
  if (change.key.resource == "pods" && change.type == Change::Type::kModified &&
      change.object->deleting()) {
    queue.Add(change.key);
  }
}

void EndPod(Rest& rest, const Key& key) {
  const ObjectPtr pod = rest.store().Get(key);
  if (!pod || !pod->deleting()) return;
  DeleteOptions options;
  options.grace_s = 0;
  options.uid = pod->uid();
  rest.Delete(key, options);
}

}  // namespace

void StartPodController(Rest& rest, EventLoop& loop, const Timing& timing) {
  for (int i = 0; i < kNodes; ++i) AddNode(rest, i);
  StartController(rest, loop, timing.pod_start_s, NoteNewPod, RunPod);
  StartController(rest, loop, timing.controller_s, NoteRunningPod, CompletePod);
  StartController(rest, loop, timing.pod_stop_s, NoteEndingPod, EndPod);
}

}  // namespace bench
