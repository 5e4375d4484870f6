#include "simulator/objects/kind_rules.h"

#include <set>
#include <string>
#include <string_view>

namespace bench {

bool HasGeneration(const Kind& kind) {
  static const std::set<std::string, std::less<>> kKinds = {
      "pods",
      "deployments.apps",
      "replicasets.apps",
      "statefulsets.apps",
      "daemonsets.apps",
      "replicationcontrollers",
      "jobs.batch",
      "cronjobs.batch",
      "poddisruptionbudgets.policy",
      "ingresses.networking.k8s.io",
      "ingressclasses.networking.k8s.io",
      "networkpolicies.networking.k8s.io",
      "endpointslices.discovery.k8s.io",
      "customresourcedefinitions.apiextensions.k8s.io",
      "validatingwebhookconfigurations.admissionregistration.k8s.io",
      "mutatingwebhookconfigurations.admissionregistration.k8s.io",
      "priorityclasses.scheduling.k8s.io"};
  return kind.custom || kKinds.contains(kind.Storage());
}

bool IsCreatedByUpdate(const Kind& kind) {
  static const std::set<std::string, std::less<>> kKinds = {
      "endpoints", "events", "services", "limitranges",
      "leases.coordination.k8s.io"};
  return kind.group == "rbac.authorization.k8s.io" ||
         kKinds.contains(kind.Storage());
}

bool ReturnsDeleted(const Kind& kind) {
  static const std::set<std::string, std::less<>> kKinds = {
      "pods",          "podtemplates",    "persistentvolumeclaims",
      "services",      "serviceaccounts", "persistentvolumes",
      "resourcequotas"};
  return kKinds.contains(kind.Storage());
}

}  // namespace bench
