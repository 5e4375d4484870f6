#include "simulator/objects/kinds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "util/text.h"

namespace bench {
namespace {

enum Traits : unsigned { kCluster = 0, kNamespaced = 1, kStatus = 2 };

struct Row {
  std::string_view api_version;
  std::string_view kind;
  std::string_view resource;
  unsigned traits;
  std::string_view short_names;  // with commas between them
  std::string_view category;
};

// Kubernetes 1.36, without what is off by default.
constexpr std::array kRows = std::to_array<Row>({
    {"v1", "ConfigMap", "configmaps", kNamespaced, "cm", ""},
    {"v1", "Endpoints", "endpoints", kNamespaced, "ep", ""},
    {"v1", "Event", "events", kNamespaced, "ev", ""},
    {"v1", "LimitRange", "limitranges", kNamespaced, "limits", ""},
    {"v1", "Namespace", "namespaces", kCluster | kStatus, "ns", ""},
    {"v1", "Node", "nodes", kCluster | kStatus, "no", ""},
    {"v1", "PersistentVolumeClaim", "persistentvolumeclaims",
     kNamespaced | kStatus, "pvc", ""},
    {"v1", "PersistentVolume", "persistentvolumes", kCluster | kStatus, "pv",
     ""},
    {"v1", "Pod", "pods", kNamespaced | kStatus, "po", "all"},
    {"v1", "PodTemplate", "podtemplates", kNamespaced, "", ""},
    {"v1", "ReplicationController", "replicationcontrollers",
     kNamespaced | kStatus, "rc", "all"},
    {"v1", "ResourceQuota", "resourcequotas", kNamespaced | kStatus, "quota",
     ""},
    {"v1", "Secret", "secrets", kNamespaced, "", ""},
    {"v1", "ServiceAccount", "serviceaccounts", kNamespaced, "sa", ""},
    {"v1", "Service", "services", kNamespaced | kStatus, "svc", "all"},
    {"apiregistration.k8s.io/v1", "APIService", "apiservices",
     kCluster | kStatus, "", "api-extensions"},
    {"apps/v1", "ControllerRevision", "controllerrevisions", kNamespaced, "",
     ""},
    {"apps/v1", "DaemonSet", "daemonsets", kNamespaced | kStatus, "ds", "all"},
    {"apps/v1", "Deployment", "deployments", kNamespaced | kStatus, "deploy",
     "all"},
    {"apps/v1", "ReplicaSet", "replicasets", kNamespaced | kStatus, "rs",
     "all"},
    {"apps/v1", "StatefulSet", "statefulsets", kNamespaced | kStatus, "sts",
     "all"},
    {"events.k8s.io/v1", "Event", "events", kNamespaced, "ev", ""},
    {"autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers",
     kNamespaced | kStatus, "hpa", "all"},
    {"autoscaling/v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers",
     kNamespaced | kStatus, "hpa", "all"},
    {"batch/v1", "CronJob", "cronjobs", kNamespaced | kStatus, "cj", "all"},
    {"batch/v1", "Job", "jobs", kNamespaced | kStatus, "", "all"},
    {"certificates.k8s.io/v1", "CertificateSigningRequest",
     "certificatesigningrequests", kCluster | kStatus, "csr", ""},
    {"networking.k8s.io/v1", "IngressClass", "ingressclasses", kCluster, "",
     ""},
    {"networking.k8s.io/v1", "Ingress", "ingresses", kNamespaced | kStatus,
     "ing", ""},
    {"networking.k8s.io/v1", "IPAddress", "ipaddresses", kCluster, "ip", ""},
    {"networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", kNamespaced,
     "netpol", ""},
    {"networking.k8s.io/v1", "ServiceCIDR", "servicecidrs", kCluster | kStatus,
     "", ""},
    {"policy/v1", "PodDisruptionBudget", "poddisruptionbudgets",
     kNamespaced | kStatus, "pdb", ""},
    {"rbac.authorization.k8s.io/v1", "ClusterRoleBinding",
     "clusterrolebindings", kCluster, "", ""},
    {"rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", kCluster,
     "", ""},
    {"rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", kNamespaced,
     "", ""},
    {"rbac.authorization.k8s.io/v1", "Role", "roles", kNamespaced, "", ""},
    {"storage.k8s.io/v1", "CSIDriver", "csidrivers", kCluster, "", ""},
    {"storage.k8s.io/v1", "CSINode", "csinodes", kCluster, "", ""},
    {"storage.k8s.io/v1", "CSIStorageCapacity", "csistoragecapacities",
     kNamespaced, "", ""},
    {"storage.k8s.io/v1", "StorageClass", "storageclasses", kCluster, "sc", ""},
    {"storage.k8s.io/v1", "VolumeAttachment", "volumeattachments",
     kCluster | kStatus, "", ""},
    {"storage.k8s.io/v1", "VolumeAttributesClass", "volumeattributesclasses",
     kCluster, "vac", ""},
    {"admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy",
     "mutatingadmissionpolicies", kCluster, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding",
     "mutatingadmissionpolicybindings", kCluster, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration",
     "mutatingwebhookconfigurations", kCluster, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy",
     "validatingadmissionpolicies", kCluster | kStatus, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding",
     "validatingadmissionpolicybindings", kCluster, "", "api-extensions"},
    {"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration",
     "validatingwebhookconfigurations", kCluster, "", "api-extensions"},
    {"apiextensions.k8s.io/v1", "CustomResourceDefinition",
     "customresourcedefinitions", kCluster | kStatus, "crd,crds",
     "api-extensions"},
    {"scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", kCluster, "pc",
     ""},
    {"coordination.k8s.io/v1", "Lease", "leases", kNamespaced, "", ""},
    {"node.k8s.io/v1", "RuntimeClass", "runtimeclasses", kCluster, "", ""},
    {"discovery.k8s.io/v1", "EndpointSlice", "endpointslices", kNamespaced, "",
     ""},
    {"resource.k8s.io/v1", "DeviceClass", "deviceclasses", kCluster, "", ""},
    {"resource.k8s.io/v1", "ResourceClaim", "resourceclaims",
     kNamespaced | kStatus, "", ""},
    {"resource.k8s.io/v1", "ResourceClaimTemplate", "resourceclaimtemplates",
     kNamespaced, "", ""},
    {"resource.k8s.io/v1", "ResourceSlice", "resourceslices", kCluster, "", ""},
    {"flowcontrol.apiserver.k8s.io/v1", "FlowSchema", "flowschemas",
     kCluster | kStatus, "", ""},
    {"flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration",
     "prioritylevelconfigurations", kCluster | kStatus, "", ""},
});

std::vector<std::string> Names(std::string_view text) {
  if (text.empty()) return {};
  const auto names = Split(text, ',');
  return {names.begin(), names.end()};
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
  kind.resource = row.resource;
  kind.singular = Lower(row.kind);
  kind.list_kind = kind.kind + "List";
  kind.short_names = Names(row.short_names);
  kind.categories = Names(row.category);
  kind.namespaced = (row.traits & kNamespaced) != 0;
  kind.has_status = (row.traits & kStatus) != 0;
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
