#include "helm/record/manifest.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "helm/record/annotations.h"
#include "helm/record/yaml.h"
#include "util/error.h"
#include "util/text.h"

namespace bench {
namespace {

using nlohmann::json;

// helm.sh/helm/v3@v3.22.0, pkg/releaseutil/kind_sorter.go
constexpr std::array<std::string_view, 36> kUninstallOrder = {
    "APIService",
    "Ingress",
    "IngressClass",
    "Service",
    "CronJob",
    "Job",
    "StatefulSet",
    "HorizontalPodAutoscaler",
    "Deployment",
    "ReplicaSet",
    "ReplicationController",
    "Pod",
    "DaemonSet",
    "RoleBindingList",
    "RoleBinding",
    "RoleList",
    "Role",
    "ClusterRoleBindingList",
    "ClusterRoleBinding",
    "ClusterRoleList",
    "ClusterRole",
    "CustomResourceDefinition",
    "PersistentVolumeClaim",
    "PersistentVolume",
    "StorageClass",
    "ConfigMap",
    "SecretList",
    "Secret",
    "ServiceAccount",
    "PodDisruptionBudget",
    "PodSecurityPolicy",
    "LimitRange",
    "ResourceQuota",
    "NetworkPolicy",
    "Namespace",
    "PriorityClass",
};

/// The string at `key`; empty where there is none.
std::string StringAt(const json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : "";
}

ManifestDocument ReadHead(std::string content) {
  ManifestDocument document{.content = std::move(content)};
  document.parsed =
      std::make_shared<const json>(JsonFromYaml(document.content));
  const json& object = *document.parsed;
  document.kind = StringAt(object, "kind");
  if (!object.is_object() || !object.contains("metadata")) return document;
  const json& metadata = object["metadata"];
  document.name = StringAt(metadata, "name");
  if (!metadata.is_object() || !metadata.contains("annotations")) {
    return document;
  }
  const json& annotations = metadata["annotations"];
  if (annotations.contains(kResourcePolicyAnnotation)) {
    document.resource_policy =
        ResourcePolicy(StringAt(annotations, kResourcePolicyAnnotation));
  }
  document.hook = annotations.contains(kHookAnnotation);
  return document;
}

void Flatten(json object, std::vector<json>& objects) {
  if (object.is_null()) return;
  if (!object.is_object()) {
    throw Error("error parsing : expected an object, got {}", object.dump());
  }
  const auto items = object.find("items");
  if (items == object.end() || !items->is_array()) {
    objects.push_back(std::move(object));
    return;
  }
  for (json& item : *items) Flatten(std::move(item), objects);
}

// helm.sh/helm/v4@v4.3.2, pkg/release/v1/util/kind_sorter.go: before all
// others.
constexpr std::array<std::string_view, 2> kFirstInHelm4 = {
    "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"};

/// The place of a kind in helm's order; nothing for an unknown one.
std::optional<std::ptrdiff_t> Rank(std::string_view kind, HelmRules rules) {
  const auto first = std::ranges::find(kFirstInHelm4, kind);
  if (rules == HelmRules::k4 && first != kFirstInHelm4.end()) {
    return first - kFirstInHelm4.end();
  }
  const auto found = std::ranges::find(kUninstallOrder, kind);
  if (found == kUninstallOrder.end()) return std::nullopt;
  return found - kUninstallOrder.begin();
}

/// What is sorted by: the kind's place, its name where it is unknown, and the
/// document's number as a word.
std::tuple<std::ptrdiff_t, std::string, std::string> SortKey(
    const ManifestDocument& document, std::size_t number, HelmRules rules) {
  const auto rank = Rank(document.kind, rules);
  return {rank.value_or(kUninstallOrder.size()), rank ? "" : document.kind,
          std::to_string(number)};
}

}  // namespace

std::vector<ManifestDocument> SplitManifest(std::string_view manifest) {
  constexpr std::string_view kSeparator = "---";
  std::vector<ManifestDocument> documents;
  std::size_t begin = 0;
  const auto end_document = [&](std::size_t end) {
    const std::string_view content = Trim(manifest.substr(begin, end - begin));
    // With the end of its last line, which a block scalar there keeps.
    if (!content.empty()) {
      documents.push_back(ReadHead(std::string(content) + "\n"));
    }
  };
  for (std::size_t line = 0; line < manifest.size();) {
    if (manifest.substr(line).starts_with(kSeparator)) {
      end_document(line);
      begin = line + kSeparator.size();
    }
    const std::size_t end = manifest.find('\n', line);
    line = end == std::string_view::npos ? manifest.size() : end + 1;
  }
  end_document(manifest.size());
  return documents;
}

std::vector<json> ObjectsIn(const std::string& document) {
  std::vector<json> objects;
  Flatten(JsonFromYaml(document), objects);
  return objects;
}

std::vector<json> ObjectsIn(const ManifestDocument& document) {
  std::vector<json> objects;
  Flatten(*document.parsed, objects);
  return objects;
}

std::vector<ManifestDocument> UninstallOrder(
    std::vector<ManifestDocument> documents, HelmRules rules) {
  std::map<std::tuple<std::ptrdiff_t, std::string, std::string>,
           ManifestDocument>
      sorted;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    sorted.emplace(SortKey(documents[i], i, rules), std::move(documents[i]));
  }
  documents.clear();
  for (auto& [key, document] : sorted) documents.push_back(std::move(document));
  return documents;
}

DeletionPlan PlanDeletion(std::string_view manifest, HelmRules rules) {
  DeletionPlan plan;
  for (ManifestDocument& document :
       UninstallOrder(SplitManifest(manifest), rules)) {
    if (document.hook) continue;
    auto& fate = !document.resource_policy           ? plan.gone
                 : document.resource_policy == kKeep ? plan.kept
                                                     : plan.ignored;
    fate.push_back(std::move(document));
  }
  return plan;
}

}  // namespace bench
