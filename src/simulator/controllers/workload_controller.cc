#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/controllers/controllers.h"
#include "simulator/controllers/metadata.h"
#include "simulator/controllers/work_queue.h"
#include "simulator/controllers/workload.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kDeployments = "deployments.apps";
constexpr const char* kReplicaSets = "replicasets.apps";
constexpr const char* kReplicationControllers = "replicationcontrollers";
constexpr const char* kHashLabel = "pod-template-hash";
constexpr const char* kRevisionAnnotation = "deployment.kubernetes.io/revision";

// Those that are not on their way out.
std::vector<ObjectPtr> Staying(std::vector<ObjectPtr> objects) {
  std::erase_if(objects,
                [](const ObjectPtr& object) { return object->deleting(); });
  return objects;
}

// As the API writes a status: what is 0 is left out.
void DropZeros(json& status) {
  for (auto it = status.begin(); it != status.end();) {
    it = *it == 0 ? status.erase(it) : std::next(it);
  }
}

json At(const json& object, const char* pointer) {
  return object.value(json::json_pointer(pointer), json::object());
}

json DeploymentCondition(const char* type, bool is, const char* reason,
                         const std::string& message) {
  return {{"type", type},
          {"status", is ? "True" : "False"},
          {"reason", reason},
          {"message", message}};
}

// Of a Deployment.
json ConditionsOf(const std::string& set, bool available) {
  if (!available) {
    return json::array(
        {DeploymentCondition("Available", false, "MinimumReplicasUnavailable",
                             "Deployment does not have minimum availability."),
         DeploymentCondition(
             "Progressing", true, "ReplicaSetUpdated",
             fmt::format("ReplicaSet \"{}\" is progressing.", set))});
  }
  return json::array(
      {DeploymentCondition("Available", true, "MinimumReplicasAvailable",
                           "Deployment has minimum availability."),
       DeploymentCondition(
           "Progressing", true, "NewReplicaSetAvailable",
           fmt::format("ReplicaSet \"{}\" has successfully progressed.",
                       set))});
}

void MakeReplicaSet(Rest& rest, const Key& key, const StoredObject& deployment,
                    const std::string& hash, std::size_t revision) {
  const json& spec = deployment.value().at("spec");
  const json annotations = {{kRevisionAnnotation, std::to_string(revision)}};
  json set = {
      {"metadata",
       {{"name", key.name + "-" + hash},
        {"labels", At(spec, "/template/metadata/labels")},
        {"annotations", annotations},
        {"ownerReferences", OwnedBy(rest.kinds(), kDeployments, deployment)}}},
      {"spec",
       {{"replicas", spec.at("replicas")},
        {"selector", spec.at("selector")},
        {"template", spec.at("template")}}}};
  set["metadata"]["labels"][kHashLabel] = hash;
  set["spec"]["selector"]["matchLabels"][kHashLabel] = hash;
  set["spec"]["template"]["metadata"]["labels"][kHashLabel] = hash;
  rest.Create(kReplicaSets, key.ns, std::move(set));
  json annotated = deployment.value();
  annotated["metadata"]["annotations"].update(annotations);
  rest.Update(key, "", std::move(annotated));
}

void ReconcileDeployment(Rest& rest, const Key& key,
                         const StoredObject& deployment) {
  const json& spec = deployment.value().at("spec");
  const std::string hash = TemplateHash(spec.at("template"));
  const std::string current = key.name + "-" + hash;
  json status = {
      {"observedGeneration", deployment.metadata().value("generation", 1)},
      {"replicas", 0},
      {"updatedReplicas", 0},
      {"readyReplicas", 0},
      {"availableReplicas", 0}};
  bool there = false;
  const auto owned =
      OwnedObjects(rest.store(), kReplicaSets, key.ns, deployment);
  for (const ObjectPtr& set : owned) {
    const bool is_current = set->name() == current;
    there |= is_current;
    json changed = set->value();
    changed["spec"]["replicas"] = is_current ? spec.at("replicas") : json(0);
    rest.Update({kReplicaSets, key.ns, set->name()}, "", std::move(changed));
    const json of_set = set->value().value("status", json::object());
    for (const char* count :
         {"replicas", "readyReplicas", "availableReplicas"}) {
      status[count] = status[count].get<int>() + of_set.value(count, 0);
    }
    if (is_current) status["updatedReplicas"] = of_set.value("replicas", 0);
  }
  if (!there) MakeReplicaSet(rest, key, deployment, hash, owned.size() + 1);
  status["conditions"] =
      ConditionsOf(current, status["availableReplicas"] >= spec.at("replicas"));
  DropZeros(status);
  SetStatus(rest, key, status);
}

// Of a ReplicationController, too.
void ReconcileReplicaSet(Rest& rest, const Key& key, const StoredObject& set) {
  const json& spec = set.value().at("spec");
  const int wanted = spec.at("replicas");
  std::vector<ObjectPtr> pods =
      Staying(OwnedObjects(rest.store(), "pods", key.ns, set));
  for (int missing = wanted - static_cast<int>(pods.size()); missing > 0;
       --missing) {
    json pod = PodOf(spec.at("template"));
    pod["metadata"]["generateName"] = key.name + "-";
    MakePod(rest, key.resource, set, std::move(pod));
  }
  for (; static_cast<int>(pods.size()) > wanted; pods.pop_back()) {
    rest.Delete({"pods", key.ns, pods.back()->name()}, {});
  }
  const int ready = CountReady(pods);
  SetStatus(rest, key,
            {{"replicas", pods.size()},
             {"fullyLabeledReplicas", pods.size()},
             {"readyReplicas", ready},
             {"availableReplicas", ready},
             {"observedGeneration", set.metadata().value("generation", 1)}});
}

struct Workload {
  std::string_view storage;
  void (*reconcile)(Rest& rest, const Key& key, const StoredObject& object);
};

constexpr std::array<Workload, 6> kWorkloads = {{
    {kDeployments, ReconcileDeployment},
    {kReplicaSets, ReconcileReplicaSet},
    {kReplicationControllers, ReconcileReplicaSet},
    {kStatefulSets, ReconcileStatefulSet},
    {kDaemonSets, ReconcileDaemonSet},
    {kJobs, ReconcileJob},
}};

// Null: it is no workload.
const Workload* FindWorkload(std::string_view storage) {
  const auto* const found =
      std::ranges::find(kWorkloads, storage, &Workload::storage);
  return found == kWorkloads.end() ? nullptr : found;
}

void ReconcileWorkload(Rest& rest, const Key& key) {
  const ObjectPtr object = rest.store().Get(key);
  if (!object || object->deleting()) return;
  FindWorkload(key.resource)->reconcile(rest, key, *object);
}

// A change of a workload, or of what one has made.
void NoteOfWorkload(Rest& rest, const Change& change, WorkQueue& queue) {
  const bool is_workload = FindWorkload(change.key.resource) != nullptr;
  if (is_workload && change.type != Change::Type::kDeleted) {
    queue.Add(change.key);
  }
  if (!is_workload && change.key.resource != "pods") return;
  const json references =
      change.object->metadata().value("ownerReferences", json::array());
  for (const json& reference : references) {
    const Kind* const kind = rest.kinds().FindKind(
        reference.value("apiVersion", ""), reference.value("kind", ""));
    if (kind != nullptr && FindWorkload(kind->Storage()) != nullptr) {
      queue.Add({kind->Storage(), change.key.ns, reference.value("name", "")});
    }
  }
}

}  // namespace

void StartWorkloadController(Rest& rest, EventLoop& loop,
                             const Timing& timing) {
  StartController(rest, loop, timing.controller_s, NoteOfWorkload,
                  ReconcileWorkload);
}

}  // namespace bench
