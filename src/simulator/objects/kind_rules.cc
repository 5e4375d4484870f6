#include "simulator/objects/kind_rules.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

namespace bench {

using nlohmann::json;

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

std::string DefaultPropagation(const Kind& kind) {
  // As it was before there was garbage collection, for kubectl's sake.
  const bool orphans = kind.Storage() == "jobs.batch" ||
                       kind.Storage() == "replicationcontrollers";
  return orphans ? "Orphan" : "Background";
}

std::int64_t GraceOf(const Kind& kind, const json& object,
                     const DeleteOptions& options) {
  if (kind.Storage() != "pods") return 0;
  const json spec = object.value("spec", json::object());
  const json status = object.value("status", json::object());
  const std::string phase = status.value("phase", "");
  if (spec.value("nodeName", "").empty() || phase == "Succeeded" ||
      phase == "Failed") {
    return 0;
  }
  return options.grace_s.value_or(
      spec.value("terminationGracePeriodSeconds", std::int64_t{30}));
}

}  // namespace bench
