#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "simulator/controllers/controllers.h"
#include "simulator/controllers/work_queue.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kAccount = "default";
constexpr const char* kRoots = "kube-root-ca.crt";

json NamespaceCondition(const char* type, const char* status,
                        const char* reason, std::string message) {
  return {{"type", type},
          {"status", status},
          {"reason", reason},
          {"message", std::move(message)},
          {"lastTransitionTime", Timestamp()}};
}

// What keeps a namespace from going, in the real controller's words.
// `left`: objects by kind; `held`: objects by finalizer.
json Conditions(const std::map<std::string, int>& left,
                const std::map<std::string, int>& held) {
  std::vector<std::string> remaining;
  remaining.reserve(left.size());
  for (const auto& [name, count] : left) {
    remaining.push_back(fmt::format(
        "{} has {} resource instances",
        name.find('.') == std::string::npos ? name + "." : name, count));
  }
  std::vector<std::string> finalizers;
  finalizers.reserve(held.size());
  for (const auto& [name, count] : held) {
    finalizers.push_back(
        fmt::format("{} in {} resource instances", name, count));
  }
  json conditions = json::array(
      {NamespaceCondition("NamespaceDeletionDiscoveryFailure", "False",
                          "ResourcesDiscovered",
                          "All resources successfully discovered"),
       NamespaceCondition("NamespaceDeletionGroupVersionParsingFailure",
                          "False", "ParsedGroupVersions",
                          "All legacy kube types successfully parsed"),
       NamespaceCondition("NamespaceDeletionContentFailure", "False",
                          "ContentDeleted",
                          "All content successfully deleted, may be waiting on "
                          "finalization")});
  conditions.push_back(NamespaceCondition(
      "NamespaceContentRemaining", "True", "SomeResourcesRemain",
      fmt::format("Some resources are remaining: {}",
                  fmt::join(remaining, ", "))));
  conditions.push_back(
      held.empty()
          ? NamespaceCondition("NamespaceFinalizersRemaining", "False",
                               "ContentHasNoFinalizers",
                               "All content-preserving finalizers finished")
          : NamespaceCondition("NamespaceFinalizersRemaining", "True",
                               "SomeFinalizersRemain",
                               fmt::format("Some content in the namespace has "
                                           "finalizers remaining: {}",
                                           fmt::join(finalizers, ", "))));
  return conditions;
}

Key NamespaceKey(const std::string& name) { return {"namespaces", "", name}; }

void NoteOfNamespace(Rest& rest, const Change& change, double patience_s,
                     WorkQueue& queue) {
  if (change.key.resource == "namespaces") {
    const bool begins_to_end = change.object->deleting() && change.previous &&
                               !change.previous->deleting();
    if (begins_to_end) {
      // Other API servers are given the time to hear of it.
      queue.AddAfter(patience_s, change.key);
    } else if (change.type == Change::Type::kAdded) {
      queue.Add(change.key);
    }
    return;
  }
  if (change.type != Change::Type::kDeleted || change.key.ns.empty()) return;
  const ObjectPtr home = rest.store().Get(NamespaceKey(change.key.ns));
  const bool restores =
      change.key == Key{"serviceaccounts", change.key.ns, kAccount} ||
      change.key == Key{"configmaps", change.key.ns, kRoots};
  if (home && (home->deleting() || restores)) {
    queue.Add(NamespaceKey(change.key.ns));
  }
}

void FillNamespace(Rest& rest, const std::string& ns, const std::string& ca) {
  const Store& store = rest.store();
  if (!store.Get({"configmaps", ns, kRoots})) {
    rest.Create(
        "configmaps", ns,
        {{"metadata",
          {{"name", kRoots},
           {"annotations",
            {{"kubernetes.io/description",
              "Contains a CA bundle that can be used to verify the "
              "kube-apiserver when using internal endpoints such as the "
              "internal service IP or kubernetes.default.svc. No other usage "
              "is guaranteed across distributions of Kubernetes clusters."}}}}},
         {"data", {{"ca.crt", ca}}}});
  }
  if (!store.Get({"serviceaccounts", ns, kAccount})) {
    rest.Create("serviceaccounts", ns, {{"metadata", {{"name", kAccount}}}});
  }
}

// Deletes all that can be deleted. Returns the conditions that say what is
// left; null: nothing.
json DeleteContent(Rest& rest, const std::string& ns) {
  std::map<std::string, int> left;
  std::map<std::string, int> held;
  std::set<std::string> seen;
  for (const Kind* kind : rest.kinds().All()) {
    if (!kind->namespaced || !seen.insert(kind->Storage()).second) continue;
    for (const ObjectPtr& object : rest.store().List(kind->Storage(), ns)) {
      const std::string name = object->name();
      if (!object->deleting()) {
        DeleteOptions options;
        options.propagation = "Background";
        if (rest.Delete(*kind, ns, name, options).gone) continue;
      }
      ++left[kind->Name()];
      const ObjectPtr now = rest.Get(*kind, ns, name);
      for (const json& finalizer :
           now->metadata().value("finalizers", json::array())) {
        ++held[finalizer.get<std::string>()];
      }
    }
  }
  return left.empty() ? json() : Conditions(left, held);
}

void EmptyNamespace(Rest& rest, const Key& key) {
  const json conditions = DeleteContent(rest, key.name);
  const ObjectPtr now = rest.store().Get(key);
  if (!now) return;
  json object = now->value();
  if (conditions.is_null()) {
    json& finalizers = object["spec"]["finalizers"];
    const auto ours = std::ranges::find(finalizers, "kubernetes");
    if (ours == finalizers.end()) return;
    finalizers.erase(ours);
    if (finalizers.empty()) object["spec"].erase("finalizers");
    rest.Update(key, "finalize", std::move(object));
    return;
  }
  object["status"]["conditions"] = conditions;
  rest.Update(key, "status", std::move(object));
}

}  // namespace

void StartNamespaceController(Rest& rest, EventLoop& loop, const Timing& timing,
                              const std::string& ca) {
  const auto note = [patience_s = timing.namespace_s](
                        Rest& api, const Change& change, WorkQueue& queue) {
    NoteOfNamespace(api, change, patience_s, queue);
  };
  const auto reconcile = [ca](Rest& api, const Key& key) {
    const ObjectPtr ns = api.store().Get(key);
    if (!ns) return;
    if (ns->deleting()) {
      EmptyNamespace(api, key);
    } else {
      FillNamespace(api, key.name, ca);
    }
  };
  StartController(rest, loop, timing.controller_s, note, reconcile);
}

}  // namespace bench
