#include "simulator/objects/kinds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "util/text.h"

namespace bench {
namespace {

enum Traits : unsigned {
  kCluster = 0,
  kNamespaced = 1,
  kStatus = 2,
  kReview = 4
};

struct Row {
  std::string_view api_version;
  std::string_view kind;
  unsigned traits;
  std::string_view short_names = {};  // with commas between them
  std::string_view category = {};
};

// Kubernetes 1.37, without what is off by default.
constexpr std::array kRows = std::to_array<Row>({
    {"v1", "ConfigMap", kNamespaced, "cm"},
    {"v1", "Endpoints", kNamespaced, "ep"},
    {"v1", "Event", kNamespaced, "ev"},
    {"v1", "LimitRange", kNamespaced, "limits"},
    {"v1", "Namespace", kCluster | kStatus, "ns"},
    {"v1", "Node", kCluster | kStatus, "no"},
    {"v1", "PersistentVolumeClaim", kNamespaced | kStatus, "pvc"},
    {"v1", "PersistentVolume", kCluster | kStatus, "pv"},
    {"v1", "Pod", kNamespaced | kStatus, "po", "all"},
    {"v1", "PodTemplate", kNamespaced},
    {"v1", "ReplicationController", kNamespaced | kStatus, "rc", "all"},
    {"v1", "ResourceQuota", kNamespaced | kStatus, "quota"},
    {"v1", "Secret", kNamespaced},
    {"v1", "ServiceAccount", kNamespaced, "sa"},
    {"v1", "Service", kNamespaced | kStatus, "svc", "all"},
    {"apiregistration.k8s.io/v1", "APIService", kCluster | kStatus, "",
     "api-extensions"},
    {"apps/v1", "ControllerRevision", kNamespaced},
    {"apps/v1", "DaemonSet", kNamespaced | kStatus, "ds", "all"},
    {"apps/v1", "Deployment", kNamespaced | kStatus, "deploy", "all"},
    {"apps/v1", "ReplicaSet", kNamespaced | kStatus, "rs", "all"},
    {"apps/v1", "StatefulSet", kNamespaced | kStatus, "sts", "all"},
    {"events.k8s.io/v1", "Event", kNamespaced, "ev"},
    {"authentication.k8s.io/v1", "SelfSubjectReview", kCluster | kReview},
    {"authentication.k8s.io/v1", "TokenReview", kCluster | kReview},
    {"authorization.k8s.io/v1", "LocalSubjectAccessReview",
     kNamespaced | kReview},
    {"authorization.k8s.io/v1", "SelfSubjectAccessReview", kCluster | kReview},
    {"authorization.k8s.io/v1", "SelfSubjectRulesReview", kCluster | kReview},
    {"authorization.k8s.io/v1", "SubjectAccessReview", kCluster | kReview},
    {"autoscaling/v2", "HorizontalPodAutoscaler", kNamespaced | kStatus, "hpa",
     "all"},
    {"autoscaling/v1", "HorizontalPodAutoscaler", kNamespaced | kStatus, "hpa",
     "all"},
    {"batch/v1", "CronJob", kNamespaced | kStatus, "cj", "all"},
    {"batch/v1", "Job", kNamespaced | kStatus, "", "all"},
    {"certificates.k8s.io/v1", "CertificateSigningRequest", kCluster | kStatus,
     "csr"},
    {"networking.k8s.io/v1", "IngressClass", kCluster},
    {"networking.k8s.io/v1", "Ingress", kNamespaced | kStatus, "ing"},
    {"networking.k8s.io/v1", "IPAddress", kCluster, "ip"},
    {"networking.k8s.io/v1", "NetworkPolicy", kNamespaced, "netpol"},
    {"networking.k8s.io/v1", "ServiceCIDR", kCluster | kStatus},
    {"policy/v1", "PodDisruptionBudget", kNamespaced | kStatus, "pdb"},
    {"rbac.authorization.k8s.io/v1", "ClusterRoleBinding", kCluster},
    {"rbac.authorization.k8s.io/v1", "ClusterRole", kCluster},
    {"rbac.authorization.k8s.io/v1", "RoleBinding", kNamespaced},
    {"rbac.authorization.k8s.io/v1", "Role", kNamespaced},
    {"storage.k8s.io/v1", "CSIDriver", kCluster},
    {"storage.k8s.io/v1", "CSINode", kCluster},
    {"storage.k8s.io/v1", "CSIStorageCapacity", kNamespaced},
    {"storage.k8s.io/v1", "StorageClass", kCluster, "sc"},
    {"storage.k8s.io/v1", "VolumeAttachment", kCluster | kStatus},
    {"storage.k8s.io/v1", "VolumeAttributesClass", kCluster, "vac"},
    {"admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy", kCluster, "",
     "api-extensions"},
    {"admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding",
     kCluster, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration",
     kCluster, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy",
     kCluster | kStatus, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding",
     kCluster, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration",
     kCluster, "", "api-extensions"},
    {"apiextensions.k8s.io/v1", "CustomResourceDefinition", kCluster | kStatus,
     "crd,crds", "api-extensions"},
    {"scheduling.k8s.io/v1", "PriorityClass", kCluster, "pc"},
    {"coordination.k8s.io/v1", "Lease", kNamespaced},
    {"node.k8s.io/v1", "RuntimeClass", kCluster},
    {"discovery.k8s.io/v1", "EndpointSlice", kNamespaced},
    {"resource.k8s.io/v1", "DeviceClass", kCluster},
    {"resource.k8s.io/v1", "ResourceClaim", kNamespaced | kStatus},
    {"resource.k8s.io/v1", "ResourceClaimTemplate", kNamespaced},
    {"resource.k8s.io/v1", "ResourceSlice", kCluster},
    {"flowcontrol.apiserver.k8s.io/v1", "FlowSchema", kCluster | kStatus},
    {"flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration",
     kCluster | kStatus},
});

std::vector<std::string> Names(std::string_view text) {
  if (text.empty()) return {};
  const auto names = Split(text, ',');
  return {names.begin(), names.end()};
}

// As apimachinery guesses it (UnsafeGuessKindToResource).
std::string PluralOf(std::string singular) {
  if (singular == "endpoints") return singular;
  if (singular.ends_with('s')) return singular + "es";
  if (!singular.ends_with('y')) return singular + "s";
  singular.pop_back();
  return singular + "ies";
}

Kind MakeKind(const Row& row) {
  const auto slash = row.api_version.find('/');
  Kind kind;
  if (slash != std::string_view::npos) {
    kind.group = row.api_version.substr(0, slash);
  }
  kind.version =
      row.api_version.substr(slash == std::string_view::npos ? 0 : slash + 1);
  kind.kind = row.kind;
  kind.singular = Lower(row.kind);
  kind.resource = PluralOf(kind.singular);
  kind.list_kind = kind.kind + "List";
  kind.short_names = Names(row.short_names);
  kind.categories = Names(row.category);
  kind.namespaced = (row.traits & kNamespaced) != 0;
  kind.has_status = (row.traits & kStatus) != 0;
  kind.review = (row.traits & kReview) != 0;
  return kind;
}

const Kind* FindIf(const std::vector<const Kind*>& kinds, auto matches) {
  const auto found = std::ranges::find_if(
      kinds, [&](const Kind* kind) { return matches(*kind); });
  return found == kinds.end() ? nullptr : *found;
}

}  // namespace

std::string Kind::ApiVersion() const {
  return group.empty() ? version : group + "/" + version;
}

std::string Kind::Name() const {
  return group.empty() ? resource : resource + "." + group;
}

std::string Kind::Storage() const {
  return group == "events.k8s.io" ? "events" : Name();
}

Kinds::Kinds() {
  for (const Row& row : kRows) built_in_.push_back(MakeKind(row));
  Index();
}

const Kind* Kinds::Find(std::string_view group, std::string_view version,
                        std::string_view resource) const {
  return FindIf(All(), [&](const Kind& kind) {
    return kind.resource == resource && kind.group == group &&
           kind.version == version;
  });
}

const Kind* Kinds::FindKind(std::string_view api_version,
                            std::string_view name) const {
  return FindIf(All(), [&](const Kind& kind) {
    return kind.kind == name && kind.ApiVersion() == api_version;
  });
}

const Kind* Kinds::FindStorage(std::string_view storage) const {
  return FindIf(All(),
                [&](const Kind& kind) { return kind.Storage() == storage; });
}

bool Kinds::HasGroup(std::string_view group) const {
  return FindIf(All(), [&](const Kind& kind) { return kind.group == group; }) !=
         nullptr;
}

void Kinds::Index() {
  all_.clear();
  for (const Kind& kind : built_in_) all_.push_back(&kind);
  for (const auto& [definition, kinds] : custom_) {
    for (const Kind& kind : kinds) all_.push_back(&kind);
  }
}

void Kinds::SetCustom(const std::string& definition, std::vector<Kind> kinds) {
  if (kinds.empty()) {
    custom_.erase(definition);
  } else {
    custom_[definition] = std::move(kinds);
  }
  Index();
}

}  // namespace bench
