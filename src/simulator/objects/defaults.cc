#include "simulator/objects/defaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "kubernetes/base64.h"

namespace bench {
namespace {

using nlohmann::json;

void SetIfAbsent(json& object, const char* key, json value) {
  if (!object.contains(key) || object.at(key).is_null()) {
    object[key] = std::move(value);
  }
}

json& ObjectAt(json& object, const char* key) {
  SetIfAbsent(object, key, json::object());
  return object[key];
}

bool HasList(const json& object, const char* key) {
  return object.contains(key) && object.at(key).is_array();
}

void Container(json& container) {
  SetIfAbsent(container, "terminationMessagePath", "/dev/termination-log");
  SetIfAbsent(container, "terminationMessagePolicy", "File");
  SetIfAbsent(container, "resources", json::object());
  const std::string image = container.value("image", "");
  const bool latest =
      image.ends_with(":latest") ||
      image.find(':', image.rfind('/') + 1) == std::string::npos;
  SetIfAbsent(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
  if (HasList(container, "ports")) {
    for (json& port : container["ports"]) SetIfAbsent(port, "protocol", "TCP");
  }
}

void PodSpec(json& spec) {
  SetIfAbsent(spec, "restartPolicy", "Always");
  SetIfAbsent(spec, "dnsPolicy", "ClusterFirst");
  SetIfAbsent(spec, "schedulerName", "default-scheduler");
  SetIfAbsent(spec, "securityContext", json::object());
  SetIfAbsent(spec, "terminationGracePeriodSeconds", 30);
  if (spec.contains("serviceAccountName")) {
    spec["serviceAccount"] = spec["serviceAccountName"];
  }
  for (const char* list : {"containers", "initContainers"}) {
    if (!HasList(spec, list)) continue;
    for (json& container : spec[list]) Container(container);
  }
}

void Template(json& spec) {
  PodSpec(ObjectAt(ObjectAt(spec, "template"), "spec"));
}

void Pod(json& pod, Ids& /*ids*/) {
  json& spec = ObjectAt(pod, "spec");
  PodSpec(spec);
  SetIfAbsent(spec, "serviceAccountName", "default");
  spec["serviceAccount"] = spec["serviceAccountName"];
  SetIfAbsent(spec, "enableServiceLinks", true);
  SetIfAbsent(spec, "preemptionPolicy", "PreemptLowerPriority");
  SetIfAbsent(spec, "priority", 0);
  json& status = ObjectAt(pod, "status");
  SetIfAbsent(status, "phase", "Pending");
  SetIfAbsent(status, "qosClass", "BestEffort");
}

void Namespace(json& object, Ids& /*ids*/) {
  json& metadata = object["metadata"];
  ObjectAt(metadata, "labels")["kubernetes.io/metadata.name"] =
      metadata.at("name");
  SetIfAbsent(ObjectAt(object, "status"), "phase", "Active");
  // Once it is being deleted, it can only lose them.
  if (metadata.contains("deletionTimestamp")) return;
  json& finalizers = ObjectAt(object, "spec")["finalizers"];
  if (std::ranges::find(finalizers, "kubernetes") == finalizers.end()) {
    finalizers.push_back("kubernetes");
  }
}

void Service(json& object, Ids& ids) {
  json& spec = ObjectAt(object, "spec");
  SetIfAbsent(spec, "type", "ClusterIP");
  SetIfAbsent(spec, "sessionAffinity", "None");
  const std::string type = spec["type"];
  if (type != "ExternalName") {
    // Of the range that a new control plane has: 10.0.0.0/24.
    SetIfAbsent(spec, "clusterIP",
                fmt::format("10.0.0.{}", 2 + ids.Number() % 250));
    SetIfAbsent(spec, "clusterIPs", json::array({spec["clusterIP"]}));
    SetIfAbsent(spec, "ipFamilies", json::array({"IPv4"}));
    SetIfAbsent(spec, "ipFamilyPolicy", "SingleStack");
    SetIfAbsent(spec, "internalTrafficPolicy", "Cluster");
  }
  const bool has_node_ports = type == "NodePort" || type == "LoadBalancer";
  if (has_node_ports) SetIfAbsent(spec, "externalTrafficPolicy", "Cluster");
  if (type == "LoadBalancer") {
    SetIfAbsent(spec, "allocateLoadBalancerNodePorts", true);
  }
  if (HasList(spec, "ports")) {
    for (json& port : spec["ports"]) {
      SetIfAbsent(port, "protocol", "TCP");
      SetIfAbsent(port, "targetPort", port.value("port", 0));
      if (has_node_ports) {
        SetIfAbsent(port, "nodePort", 30'000 + ids.Number() % 2'768);
      }
    }
  }
  SetIfAbsent(ObjectAt(object, "status"), "loadBalancer", json::object());
}

void Deployment(json& object, Ids& /*ids*/) {
  json& spec = ObjectAt(object, "spec");
  SetIfAbsent(spec, "replicas", 1);
  SetIfAbsent(spec, "revisionHistoryLimit", 10);
  SetIfAbsent(spec, "progressDeadlineSeconds", 600);
  json& strategy = ObjectAt(spec, "strategy");
  SetIfAbsent(strategy, "type", "RollingUpdate");
  if (strategy["type"] == "RollingUpdate") {
    json& update = ObjectAt(strategy, "rollingUpdate");
    SetIfAbsent(update, "maxSurge", "25%");
    SetIfAbsent(update, "maxUnavailable", "25%");
  }
  Template(spec);
  ObjectAt(object, "status");
}

void ReplicaSet(json& object, Ids& /*ids*/) {
  json& spec = ObjectAt(object, "spec");
  SetIfAbsent(spec, "replicas", 1);
  Template(spec);
  SetIfAbsent(ObjectAt(object, "status"), "replicas", 0);
}

void Claim(json& object, Ids& /*ids*/) {
  SetIfAbsent(ObjectAt(object, "spec"), "volumeMode", "Filesystem");
  SetIfAbsent(ObjectAt(object, "status"), "phase", "Pending");
}

void PersistentVolumeClaim(json& object, Ids& ids) {
  Claim(object, ids);
  json& metadata = object["metadata"];
  if (metadata.contains("deletionTimestamp")) return;
  SetIfAbsent(metadata, "finalizers",
              json::array({"kubernetes.io/pvc-protection"}));
}

void StatefulSet(json& object, Ids& ids) {
  json& spec = ObjectAt(object, "spec");
  SetIfAbsent(spec, "replicas", 1);
  SetIfAbsent(spec, "revisionHistoryLimit", 10);
  SetIfAbsent(spec, "podManagementPolicy", "OrderedReady");
  json& strategy = ObjectAt(spec, "updateStrategy");
  SetIfAbsent(strategy, "type", "RollingUpdate");
  if (strategy["type"] == "RollingUpdate") {
    SetIfAbsent(ObjectAt(strategy, "rollingUpdate"), "partition", 0);
  }
  json& retention = ObjectAt(spec, "persistentVolumeClaimRetentionPolicy");
  SetIfAbsent(retention, "whenDeleted", "Retain");
  SetIfAbsent(retention, "whenScaled", "Retain");
  if (HasList(spec, "volumeClaimTemplates")) {
    for (json& claim : spec["volumeClaimTemplates"]) {
      claim["apiVersion"] = "v1";
      claim["kind"] = "PersistentVolumeClaim";
      Claim(claim, ids);
    }
  }
  Template(spec);
  json& status = ObjectAt(object, "status");
  SetIfAbsent(status, "replicas", 0);
  SetIfAbsent(status, "availableReplicas", 0);
}

void DaemonSet(json& object, Ids& /*ids*/) {
  json& spec = ObjectAt(object, "spec");
  SetIfAbsent(spec, "revisionHistoryLimit", 10);
  json& strategy = ObjectAt(spec, "updateStrategy");
  SetIfAbsent(strategy, "type", "RollingUpdate");
  if (strategy["type"] == "RollingUpdate") {
    json& update = ObjectAt(strategy, "rollingUpdate");
    SetIfAbsent(update, "maxUnavailable", 1);
    SetIfAbsent(update, "maxSurge", 0);
  }
  Template(spec);
  ObjectAt(ObjectAt(object, "metadata"),
           "annotations")["deprecated.daemonset.template.generation"] = "1";
  json& status = ObjectAt(object, "status");
  for (const char* count : {"currentNumberScheduled", "desiredNumberScheduled",
                            "numberMisscheduled", "numberReady"}) {
    SetIfAbsent(status, count, 0);
  }
}

void ReplicationController(json& object, Ids& /*ids*/) {
  json& spec = ObjectAt(object, "spec");
  SetIfAbsent(spec, "replicas", 1);
  Template(spec);
  const json labels = ObjectAt(ObjectAt(spec, "template"), "metadata")
                          .value("labels", json::object());
  if (!labels.empty()) {
    SetIfAbsent(spec, "selector", labels);
    SetIfAbsent(ObjectAt(object, "metadata"), "labels", labels);
  }
  SetIfAbsent(ObjectAt(object, "status"), "replicas", 0);
}

// Labels by which the Pods of just this Job are found.
void SelectOwnPods(const json& metadata, json& spec) {
  json& labels =
      ObjectAt(ObjectAt(ObjectAt(spec, "template"), "metadata"), "labels");
  for (const char* prefix : {"", "batch.kubernetes.io/"}) {
    const std::string begin = prefix;
    SetIfAbsent(labels, (begin + "job-name").c_str(), metadata.at("name"));
    SetIfAbsent(labels, (begin + "controller-uid").c_str(), metadata.at("uid"));
  }
  SetIfAbsent(ObjectAt(ObjectAt(spec, "selector"), "matchLabels"),
              "batch.kubernetes.io/controller-uid", metadata.at("uid"));
}

void Job(json& object, Ids& /*ids*/) {
  json& metadata = object["metadata"];
  json& spec = ObjectAt(object, "spec");
  for (const char* key : {"completions", "parallelism"}) {
    if (spec.contains(key) && spec[key].is_null()) spec.erase(key);
  }
  if (!spec.contains("parallelism")) SetIfAbsent(spec, "completions", 1);
  SetIfAbsent(spec, "parallelism", 1);
  SetIfAbsent(spec, "backoffLimit", 6);
  SetIfAbsent(spec, "completionMode", "NonIndexed");
  SetIfAbsent(spec, "suspend", false);
  SetIfAbsent(spec, "podReplacementPolicy", "TerminatingOrFailed");
  SetIfAbsent(spec, "manualSelector", false);
  // Its own labels are the very ones of its template.
  const bool is_labelled = !ObjectAt(ObjectAt(spec, "template"), "metadata")
                                .value("labels", json::object())
                                .empty();
  if (spec["manualSelector"] == false) SelectOwnPods(metadata, spec);
  if (is_labelled) {
    SetIfAbsent(metadata, "labels", spec["template"]["metadata"]["labels"]);
  }
  Template(spec);
  ObjectAt(object, "status");
}

void CronJob(json& object, Ids& /*ids*/) {
  json& spec = ObjectAt(object, "spec");
  SetIfAbsent(spec, "concurrencyPolicy", "Allow");
  SetIfAbsent(spec, "suspend", false);
  SetIfAbsent(spec, "successfulJobsHistoryLimit", 3);
  SetIfAbsent(spec, "failedJobsHistoryLimit", 1);
  Template(ObjectAt(ObjectAt(spec, "jobTemplate"), "spec"));
  ObjectAt(object, "status");
}

void Secret(json& object, Ids& /*ids*/) {
  SetIfAbsent(object, "type", "Opaque");
  const auto plain = object.find("stringData");
  if (plain == object.end()) return;
  if (plain->is_object()) {
    for (const auto& [key, value] : plain->items()) {
      if (!value.is_string()) continue;
      ObjectAt(object, "data")[key] =
          EncodeBase64(value.get_ref<const std::string&>());
    }
  }
  object.erase("stringData");
}

void Definition(json& object, Ids& /*ids*/) {
  SetIfAbsent(object, "status",
              {{"conditions", nullptr},
               {"acceptedNames", {{"plural", ""}, {"kind", ""}}},
               {"storedVersions", json::array()}});
}

struct Defaults {
  std::string_view storage;
  void (*set)(json& object, Ids& ids);
};

constexpr Defaults kDefaults[] = {
    {"namespaces", Namespace},
    {"pods", Pod},
    {"services", Service},
    {"secrets", Secret},
    {"persistentvolumeclaims", PersistentVolumeClaim},
    {"deployments.apps", Deployment},
    {"replicasets.apps", ReplicaSet},
    {"statefulsets.apps", StatefulSet},
    {"daemonsets.apps", DaemonSet},
    {"replicationcontrollers", ReplicationController},
    {"jobs.batch", Job},
    {"cronjobs.batch", CronJob},
    {"customresourcedefinitions.apiextensions.k8s.io", Definition},
};

}  // namespace

void SetDefaults(const Kind& kind, json& object, Ids& ids) {
  const std::string storage = kind.Storage();
  for (const Defaults& defaults : kDefaults) {
    if (defaults.storage == storage) defaults.set(object, ids);
  }
}

void KeepAssigned(const Kind& kind, const json& before, json& object) {
  const std::string storage = kind.Storage();
  if (storage == "namespaces") object["spec"] = before.at("spec");
  if (storage != "services" || !object.contains("spec")) return;
  const json old_spec = before.value("spec", json::object());
  json& spec = object["spec"];
  if (spec.value("type", "") == "ExternalName") return;
  for (const char* key : {"clusterIP", "clusterIPs"}) {
    if (old_spec.contains(key)) SetIfAbsent(spec, key, old_spec.at(key));
  }
}

}  // namespace bench
