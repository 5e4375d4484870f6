#include "stand_in/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "stand_in/yaml.h"
#include "util/error.h"

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

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return lower;
}

/// The string at `key`; empty where there is none.
std::string Text(const json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : "";
}

Document ReadHead(std::string_view content) {
  Document document{.content = std::string(content)};
  const json object = JsonFromYaml(document.content);
  document.kind = Text(object, "kind");
  if (!object.is_object() || !object.contains("metadata")) return document;
  const json& metadata = object["metadata"];
  document.name = Text(metadata, "name");
  if (!metadata.is_object() || !metadata.contains("annotations")) {
    return document;
  }
  const json& annotations = metadata["annotations"];
  constexpr const char* kPolicy = "helm.sh/resource-policy";
  document.has_resource_policy = annotations.contains(kPolicy);
  document.resource_policy = Lower(Trim(Text(annotations, kPolicy)));
  document.hook = annotations.contains("helm.sh/hook");
  return document;
}

/// The place of a kind in helm's order; past its end for an unknown one.
std::size_t Rank(std::string_view kind) {
  return static_cast<std::size_t>(
      std::find(kUninstallOrder.begin(), kUninstallOrder.end(), kind) -
      kUninstallOrder.begin());
}

bool GoesBefore(const Document& a, const Document& b) {
  const std::size_t rank = Rank(a.kind);
  if (rank != Rank(b.kind)) return rank < Rank(b.kind);
  return rank == kUninstallOrder.size() && a.kind < b.kind;
}

}  // namespace

std::vector<Document> SplitManifest(std::string_view manifest) {
  constexpr std::string_view kSeparator = "---";
  std::vector<Document> documents;
  std::size_t begin = 0;
  const auto end_document = [&](std::size_t end) {
    const std::string_view content = Trim(manifest.substr(begin, end - begin));
    if (!content.empty()) documents.push_back(ReadHead(content));
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

std::vector<Document> UninstallOrder(std::vector<Document> documents) {
  std::vector<std::pair<std::string, Document>> numbered;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    numbered.emplace_back(fmt::format("manifest-{}", i),
                          std::move(documents[i]));
  }
  std::sort(numbered.begin(), numbered.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Document> sorted;
  for (auto& [number, document] : numbered) {
    sorted.push_back(std::move(document));
  }
  std::stable_sort(sorted.begin(), sorted.end(), GoesBefore);
  return sorted;
}

}  // namespace bench
