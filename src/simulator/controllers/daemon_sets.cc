#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "simulator/controllers/metadata.h"
#include "simulator/controllers/workload.h"

namespace bench {
namespace {

using nlohmann::json;

// The nodes that a Pod of this template may run on.
std::vector<std::string> FittingNodes(const Store& store,
                                      const json& pod_template) {
  const json wanted = pod_template.value("spec", json::object())
                          .value("nodeSelector", json::object());
  std::vector<std::string> names;
  for (const ObjectPtr& node : store.List("nodes", "")) {
    if (HasLabels(*node, wanted)) names.push_back(node->name());
  }
  return names;
}

json OnNode(const std::string& node) {
  const json field = {{"key", "metadata.name"},
                      {"operator", "In"},
                      {"values", json::array({node})}};
  const json term = {{"matchFields", json::array({field})}};
  return {{"requiredDuringSchedulingIgnoredDuringExecution",
           {{"nodeSelectorTerms", json::array({term})}}}};
}

void MakePodOn(Rest& rest, const Key& key, const StoredObject& set,
               const std::string& node) {
  json pod = PodOf(set.value().at("spec").at("template"));
  pod["metadata"]["generateName"] = key.name + "-";
  pod["metadata"]["labels"].update(
      {{"controller-revision-hash",
        TemplateHash(set.value().at("spec").at("template"))},
       {"pod-template-generation", "1"}});
  pod["spec"]["affinity"]["nodeAffinity"] = OnNode(node);
  MakePod(rest, kDaemonSets, set, std::move(pod));
}

}  // namespace

std::string NodeThatIsMeant(const json& pod_spec) {
  static const json::json_pointer kName(
      "/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/"
      "nodeSelectorTerms/0/matchFields/0/values/0");
  return pod_spec.value(kName, "");
}

void ReconcileDaemonSet(Rest& rest, const Key& key, const StoredObject& set) {
  MakeRevision(rest, kDaemonSets, key, set);
  const std::vector<std::string> nodes =
      FittingNodes(rest.store(), set.value().at("spec").at("template"));
  const std::vector<ObjectPtr> pods =
      OwnedObjects(rest.store(), "pods", key.ns, set);
  std::vector<ObjectPtr> there;
  for (const std::string& node : nodes) {
    const auto on_node = std::ranges::find_if(pods, [&](const ObjectPtr& pod) {
      return NodeThatIsMeant(pod->value().at("spec")) == node;
    });
    if (on_node != pods.end()) {
      there.push_back(*on_node);
    } else {
      MakePodOn(rest, key, set, node);
    }
  }
  const int ready = CountReady(there);
  json status = {{"currentNumberScheduled", there.size()},
                 {"desiredNumberScheduled", nodes.size()},
                 {"numberMisscheduled", 0},
                 {"numberReady", ready},
                 {"updatedNumberScheduled", there.size()},
                 {"numberAvailable", ready},
                 {"numberUnavailable", static_cast<int>(nodes.size()) - ready},
                 {"observedGeneration", set.metadata().value("generation", 1)}};
  for (const char* count :
       {"updatedNumberScheduled", "numberAvailable", "numberUnavailable"}) {
    if (status[count] == 0) status.erase(count);
  }
  SetStatus(rest, key, status);
}

}  // namespace bench
