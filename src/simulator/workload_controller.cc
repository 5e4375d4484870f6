#include "simulator/workload_controller.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "simulator/owner.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kDeployments = "deployments.apps";
constexpr const char* kReplicaSets = "replicasets.apps";
constexpr const char* kStatefulSets = "statefulsets.apps";
constexpr const char* kRevisions = "controllerrevisions.apps";
constexpr const char* kClaims = "persistentvolumeclaims";
constexpr const char* kHashLabel = "pod-template-hash";
constexpr const char* kRevisionAnnotation = "deployment.kubernetes.io/revision";

// The same for the same template: FNV-1a, which the standard library does not
// promise of std::hash.
std::string TemplateHash(const json& pod_template) {
  constexpr std::string_view kAlphabet = "bcdfghjklmnpqrstvwxz2456789";
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : pod_template.dump()) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  std::string text;
  for (int i = 0; i < 10; ++i) {
    text += kAlphabet[hash % kAlphabet.size()];
    hash /= kAlphabet.size();
  }
  return text;
}

std::string RevisionOf(const std::string& name, const StoredObject& set) {
  return name + "-" + TemplateHash(set.value().at("spec").at("template"));
}

std::string NameOf(const StoredObject& object) {
  return object.metadata().at("name");
}

bool IsReady(const StoredObject& pod) {
  const json status = pod.value().value("status", json::object());
  const json conditions = status.value("conditions", json::array());
  return std::ranges::any_of(conditions, [](const json& condition) {
    return condition.value("type", "") == "Ready" &&
           condition.value("status", "") == "True";
  });
}

int CountReady(const std::vector<ObjectPtr>& pods) {
  return static_cast<int>(std::ranges::count_if(
      pods, [](const ObjectPtr& pod) { return IsReady(*pod); }));
}

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

json Condition(const char* type, bool is, const char* reason,
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
        {Condition("Available", false, "MinimumReplicasUnavailable",
                   "Deployment does not have minimum availability."),
         Condition("Progressing", true, "ReplicaSetUpdated",
                   fmt::format("ReplicaSet \"{}\" is progressing.", set))});
  }
  return json::array(
      {Condition("Available", true, "MinimumReplicasAvailable",
                 "Deployment has minimum availability."),
       Condition("Progressing", true, "NewReplicaSetAvailable",
                 fmt::format("ReplicaSet \"{}\" has successfully progressed.",
                             set))});
}

json PodOf(const json& pod_template) {
  return {{"metadata", pod_template.value("metadata", json::object())},
          {"spec", pod_template.value("spec", json::object())}};
}

}  // namespace

WorkloadController::WorkloadController(Rest& rest, Scheduler& scheduler,
                                       const Timing& timing)
    : rest_(rest),
      queue_(scheduler, timing.controller_s,
             [this](const Key& key) { Reconcile(key); }) {
  rest_.store().Subscribe([this](const Change& change) { Note(change); });
}

// A change of a workload, or of what one has made.
void WorkloadController::Note(const Change& change) {
  static const std::set<std::string, std::less<>> kWorkloads = {
      kDeployments, kReplicaSets, kStatefulSets};
  const bool is_workload = kWorkloads.contains(change.key.resource);
  if (is_workload && change.type != Change::Type::kDeleted) {
    queue_.Add(change.key);
  }
  if (!is_workload && change.key.resource != "pods") return;
  const json references =
      change.object->metadata().value("ownerReferences", json::array());
  for (const json& reference : references) {
    const Kind* const kind = rest_.kinds().FindKind(
        reference.value("apiVersion", ""), reference.value("kind", ""));
    if (kind != nullptr && kWorkloads.contains(kind->Storage())) {
      queue_.Add({kind->Storage(), change.key.ns, reference.value("name", "")});
    }
  }
}

void WorkloadController::Reconcile(const Key& key) {
  const ObjectPtr object = rest_.store().Get(key);
  if (!object || object->deleting()) return;
  if (key.resource == kDeployments) Deployment(key, *object);
  if (key.resource == kReplicaSets) ReplicaSet(key, *object);
  if (key.resource == kStatefulSets) StatefulSet(key, *object);
}

void WorkloadController::Deployment(const Key& key,
                                    const StoredObject& deployment) {
  const json& spec = deployment.value().at("spec");
  const std::string hash = TemplateHash(spec.at("template"));
  const std::string current = key.name + "-" + hash;
  const Kind& sets = *rest_.kinds().FindStorage(kReplicaSets);
  json status = {
      {"observedGeneration", deployment.metadata().value("generation", 1)},
      {"replicas", 0},
      {"updatedReplicas", 0},
      {"readyReplicas", 0},
      {"availableReplicas", 0}};
  bool there = false;
  const auto owned =
      OwnedObjects(rest_.store(), kReplicaSets, key.ns, deployment);
  for (const ObjectPtr& set : owned) {
    const bool is_current = NameOf(*set) == current;
    there |= is_current;
    json changed = set->value();
    changed["spec"]["replicas"] = is_current ? spec.at("replicas") : json(0);
    rest_.Update(sets, key.ns, NameOf(*set), "", std::move(changed));
    const json of_set = set->value().value("status", json::object());
    for (const char* count :
         {"replicas", "readyReplicas", "availableReplicas"}) {
      status[count] = status[count].get<int>() + of_set.value(count, 0);
    }
    if (is_current) status["updatedReplicas"] = of_set.value("replicas", 0);
  }
  if (!there) MakeReplicaSet(key, deployment, hash, owned.size() + 1);
  status["conditions"] =
      ConditionsOf(current, status["availableReplicas"] >= spec.at("replicas"));
  DropZeros(status);
  SetStatus(key, status);
}

void WorkloadController::MakeReplicaSet(const Key& key,
                                        const StoredObject& deployment,
                                        const std::string& hash,
                                        std::size_t revision) {
  const json& spec = deployment.value().at("spec");
  const json annotations = {{kRevisionAnnotation, std::to_string(revision)}};
  json set = {
      {"metadata",
       {{"name", key.name + "-" + hash},
        {"labels", At(spec, "/template/metadata/labels")},
        {"annotations", annotations},
        {"ownerReferences",
         OwnedBy(*rest_.kinds().FindStorage(kDeployments), deployment)}}},
      {"spec",
       {{"replicas", spec.at("replicas")},
        {"selector", spec.at("selector")},
        {"template", spec.at("template")}}}};
  set["metadata"]["labels"][kHashLabel] = hash;
  set["spec"]["selector"]["matchLabels"][kHashLabel] = hash;
  set["spec"]["template"]["metadata"]["labels"][kHashLabel] = hash;
  rest_.Create(*rest_.kinds().FindStorage(kReplicaSets), key.ns,
               std::move(set));
  json annotated = deployment.value();
  annotated["metadata"]["annotations"].update(annotations);
  rest_.Update(*rest_.kinds().FindStorage(kDeployments), key.ns, key.name, "",
               std::move(annotated));
}

void WorkloadController::ReplicaSet(const Key& key, const StoredObject& set) {
  const json& spec = set.value().at("spec");
  const int wanted = spec.at("replicas");
  std::vector<ObjectPtr> pods =
      Staying(OwnedObjects(rest_.store(), "pods", key.ns, set));
  const Kind& kind = *rest_.kinds().FindStorage(kReplicaSets);
  for (int missing = wanted - static_cast<int>(pods.size()); missing > 0;
       --missing) {
    json pod = PodOf(spec.at("template"));
    pod["metadata"]["generateName"] = key.name + "-";
    MakePod(kind, set, std::move(pod));
  }
  for (; static_cast<int>(pods.size()) > wanted; pods.pop_back()) {
    Delete({"pods", key.ns, NameOf(*pods.back())});
  }
  const int ready = CountReady(pods);
  SetStatus(key,
            {{"replicas", pods.size()},
             {"fullyLabeledReplicas", pods.size()},
             {"readyReplicas", ready},
             {"availableReplicas", ready},
             {"observedGeneration", set.metadata().value("generation", 1)}});
}

// In order: the next Pod is made when the one before it is Ready.
void WorkloadController::StatefulSet(const Key& key, const StoredObject& set) {
  const json& spec = set.value().at("spec");
  const int wanted = spec.at("replicas");
  const bool in_order = spec.value("podManagementPolicy", "") != "Parallel";
  MakeRevision(key, set);
  const std::vector<ObjectPtr> pods =
      OwnedObjects(rest_.store(), "pods", key.ns, set);
  for (int ordinal = 0; ordinal < wanted; ++ordinal) {
    const std::string name = fmt::format("{}-{}", key.name, ordinal);
    const ObjectPtr pod = rest_.store().Get({"pods", key.ns, name});
    if (!pod) MakeNumberedPod(key, set, ordinal);
    if (in_order && (!pod || !IsReady(*pod))) break;
  }
  for (const ObjectPtr& pod : pods) {
    const std::string name = NameOf(*pod);
    const std::string ordinal = name.substr(name.rfind('-') + 1);
    if (!pod->deleting() && std::stoi(ordinal) >= wanted) {
      Delete({"pods", key.ns, name});
    }
  }
  const int ready = CountReady(pods);
  SetStatus(key,
            {{"replicas", pods.size()},
             {"currentReplicas", pods.size()},
             {"updatedReplicas", pods.size()},
             {"readyReplicas", ready},
             {"availableReplicas", ready},
             {"collisionCount", 0},
             {"observedGeneration", set.metadata().value("generation", 1)}});
}

void WorkloadController::MakeNumberedPod(const Key& key,
                                         const StoredObject& set, int ordinal) {
  const json& spec = set.value().at("spec");
  const std::string name = fmt::format("{}-{}", key.name, ordinal);
  MakeClaims(key, set, name);
  json made = PodOf(spec.at("template"));
  made["metadata"]["name"] = name;
  made["metadata"]["labels"].update(
      {{"apps.kubernetes.io/pod-index", std::to_string(ordinal)},
       {"controller-revision-hash", RevisionOf(key.name, set)},
       {"statefulset.kubernetes.io/pod-name", name}});
  json& volumes = made["spec"]["volumes"];
  for (const json& claim : spec.value("volumeClaimTemplates", json::array())) {
    const std::string volume = claim.at("metadata").at("name");
    volumes.push_back({{"name", volume},
                       {"persistentVolumeClaim",
                        {{"claimName", fmt::format("{}-{}", volume, name)}}}});
  }
  if (volumes.is_null()) made["spec"].erase("volumes");
  MakePod(*rest_.kinds().FindStorage(kStatefulSets), set, std::move(made));
}

// The history of a StatefulSet's templates; only its first entry matters here.
void WorkloadController::MakeRevision(const Key& key, const StoredObject& set) {
  const std::string name = RevisionOf(key.name, set);
  if (rest_.store().Get({kRevisions, key.ns, name})) return;
  const auto earlier =
      OwnedObjects(rest_.store(), kRevisions, key.ns, set).size();
  rest_.Create(
      *rest_.kinds().FindStorage(kRevisions), key.ns,
      {{"metadata",
        {{"name", name},
         {"labels", set.metadata().value("labels", json::object())},
         {"ownerReferences",
          OwnedBy(*rest_.kinds().FindStorage(kStatefulSets), set)}}},
       {"data",
        {{"spec", {{"template", set.value().at("spec").at("template")}}}}},
       {"revision", earlier + 1}});
}

// They belong to nobody, so that the data outlives the set.
void WorkloadController::MakeClaims(const Key& key, const StoredObject& set,
                                    const std::string& pod) {
  const json& spec = set.value().at("spec");
  for (const json& claim_template :
       spec.value("volumeClaimTemplates", json::array())) {
    const std::string name =
        claim_template.at("metadata").at("name").get<std::string>() + "-" + pod;
    if (rest_.store().Get({kClaims, key.ns, name})) continue;
    json claim = {{"metadata", claim_template.at("metadata")},
                  {"spec", claim_template.at("spec")}};
    claim["metadata"]["name"] = name;
    const json selector =
        spec.at("selector").value("matchLabels", json::object());
    for (const auto& [label, value] : selector.items()) {
      claim["metadata"]["labels"][label] = value;
    }
    rest_.Create(*rest_.kinds().FindStorage(kClaims), key.ns, std::move(claim));
  }
}

void WorkloadController::MakePod(const Kind& kind, const StoredObject& owner,
                                 json pod) {
  pod["metadata"]["ownerReferences"] = OwnedBy(kind, owner);
  rest_.Create(*rest_.kinds().FindStorage("pods"),
               owner.metadata().at("namespace").get<std::string>(),
               std::move(pod));
}

void WorkloadController::Delete(const Key& key) {
  rest_.Delete(*rest_.kinds().FindStorage(key.resource), key.ns, key.name, {});
}

void WorkloadController::SetStatus(const Key& key, const json& status) {
  const Kind& kind = *rest_.kinds().FindStorage(key.resource);
  json object = rest_.Get(kind, key.ns, key.name)->value();
  object["status"] = status;
  rest_.Update(kind, key.ns, key.name, "status", std::move(object));
}

}  // namespace bench
