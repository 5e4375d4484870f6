#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/controllers/metadata.h"
#include "simulator/controllers/workload.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kRevisions = "controllerrevisions.apps";
constexpr const char* kVolumeClaims = "persistentvolumeclaims";

std::string RevisionOf(const std::string& name, const StoredObject& set) {
  return name + "-" + TemplateHash(set.value().at("spec").at("template"));
}

// They belong to nobody, so that the data outlives the set.
void MakeClaims(Rest& rest, const Key& key, const StoredObject& set,
                const std::string& pod) {
  const json& spec = set.value().at("spec");
  for (const json& claim_template :
       spec.value("volumeClaimTemplates", json::array())) {
    const std::string name =
        claim_template.at("metadata").at("name").get<std::string>() + "-" + pod;
    if (rest.store().Get({kVolumeClaims, key.ns, name})) continue;
    json claim = {{"metadata", claim_template.at("metadata")},
                  {"spec", claim_template.at("spec")}};
    claim["metadata"]["name"] = name;
    const json selector =
        spec.at("selector").value("matchLabels", json::object());
    for (const auto& [label, value] : selector.items()) {
      claim["metadata"]["labels"][label] = value;
    }
    rest.Create(kVolumeClaims, key.ns, std::move(claim));
  }
}

void MakeNumberedPod(Rest& rest, const Key& key, const StoredObject& set,
                     int ordinal) {
  const json& spec = set.value().at("spec");
  const std::string name = fmt::format("{}-{}", key.name, ordinal);
  MakeClaims(rest, key, set, name);
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
  MakePod(rest, kStatefulSets, set, std::move(made));
}

}  // namespace

void MakeRevision(Rest& rest, std::string_view storage, const Key& key,
                  const StoredObject& set) {
  const std::string name = RevisionOf(key.name, set);
  if (rest.store().Get({kRevisions, key.ns, name})) return;
  const auto earlier =
      OwnedObjects(rest.store(), kRevisions, key.ns, set).size();
  rest.Create(
      kRevisions, key.ns,
      {{"metadata",
        {{"name", name},
         {"labels", set.metadata().value("labels", json::object())},
         {"ownerReferences", OwnedBy(rest.kinds(), storage, set)}}},
       {"data",
        {{"spec", {{"template", set.value().at("spec").at("template")}}}}},
       {"revision", earlier + 1}});
}

// In order: the next Pod is made when the one before it is Ready.
void ReconcileStatefulSet(Rest& rest, const Key& key, const StoredObject& set) {
  const json& spec = set.value().at("spec");
  const int wanted = spec.at("replicas");
  const bool in_order = spec.value("podManagementPolicy", "") != "Parallel";
  MakeRevision(rest, kStatefulSets, key, set);
  const std::vector<ObjectPtr> pods =
      OwnedObjects(rest.store(), "pods", key.ns, set);
  for (int ordinal = 0; ordinal < wanted; ++ordinal) {
    const std::string name = fmt::format("{}-{}", key.name, ordinal);
    const ObjectPtr pod = rest.store().Get({"pods", key.ns, name});
    if (!pod) MakeNumberedPod(rest, key, set, ordinal);
    if (in_order && (!pod || !IsReady(*pod))) break;
  }
  for (const ObjectPtr& pod : pods) {
    const std::string name = pod->name();
    const std::string ordinal = name.substr(name.rfind('-') + 1);
    if (!pod->deleting() && std::stoi(ordinal) >= wanted) {
      rest.Delete({"pods", key.ns, name}, {});
    }
  }
  const int ready = CountReady(pods);
  SetStatus(rest, key,
            {{"replicas", pods.size()},
             {"currentReplicas", pods.size()},
             {"updatedReplicas", pods.size()},
             {"readyReplicas", ready},
             {"availableReplicas", ready},
             {"collisionCount", 0},
             {"observedGeneration", set.metadata().value("generation", 1)}});
}

}  // namespace bench
