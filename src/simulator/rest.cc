#include "simulator/rest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "simulator/api_error.h"
#include "simulator/defaults.h"
#include "simulator/validation.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kForeground = "foregroundDeletion";
constexpr const char* kOrphan = "orphan";

// Kinds whose strategies count generations of their spec.
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

// Kinds that an update creates when they are not there.
bool IsCreatedByUpdate(const Kind& kind) {
  static const std::set<std::string, std::less<>> kKinds = {
      "endpoints", "events", "services", "limitranges",
      "leases.coordination.k8s.io"};
  return kind.group == "rbac.authorization.k8s.io" ||
         kKinds.contains(kind.Storage());
}

void CheckType(const Kind& kind, const json& object) {
  if (!object.is_object()) {
    throw BadRequest("the body of the request is not an object");
  }
  const std::string name = object.value("kind", "");
  const std::string version = object.value("apiVersion", "");
  if (name.empty() || version.empty()) {
    // Those of built-in kinds are taken as what the path says.
    if (!kind.custom && name.empty() && version.empty()) return;
    throw BadRequest(fmt::format("Object '{}' is missing in '{}'",
                                 name.empty() ? "Kind" : "apiVersion",
                                 object.dump()));
  }
  if (name != kind.kind || version != kind.ApiVersion()) {
    throw BadRequest(fmt::format(
        "{} in version \"{}\" cannot be handled as a {}: the API version in "
        "the data ({}) does not match the expected API version ({})",
        name, version.substr(version.find('/') + 1), kind.kind, version,
        kind.ApiVersion()));
  }
}

void CheckPlace(json& metadata, const Kind& kind, std::string_view ns) {
  if (!kind.namespaced) {
    metadata.erase("namespace");
    return;
  }
  const std::string given = metadata.value("namespace", "");
  if (!given.empty() && given != ns) {
    throw BadRequest(
        "the namespace of the provided object does not match the namespace "
        "sent on the request");
  }
  metadata["namespace"] = ns;
}

json& MetadataOf(json& object) {
  json& metadata = object["metadata"];
  if (metadata.is_null()) metadata = json::object();
  if (!metadata.is_object()) throw BadRequest("metadata is not an object");
  return metadata;
}

bool IsEmptyList(const json& parent, const char* key) {
  return !parent.contains(key) || parent.at(key).empty();
}

// Whether nothing holds an object that is being deleted.
bool IsReleased(const json& object) {
  const json& metadata = object.at("metadata");
  return metadata.contains("deletionTimestamp") &&
         IsEmptyList(metadata, "finalizers") &&
         metadata.value("deletionGracePeriodSeconds", 0) == 0;
}

bool IsReleasedNamespace(const json& object) {
  return IsReleased(object) &&
         IsEmptyList(object.value("spec", json::object()), "finalizers");
}

void SetFinalizer(json& metadata, const char* name, bool wanted) {
  json finalizers = metadata.value("finalizers", json::array());
  const auto found = std::ranges::find(finalizers, name);
  if (wanted && found == finalizers.end()) finalizers.push_back(name);
  if (!wanted && found != finalizers.end()) finalizers.erase(found);
  if (finalizers.empty()) {
    metadata.erase("finalizers");
  } else {
    metadata["finalizers"] = std::move(finalizers);
  }
}

// What clients cannot change.
void KeepServersPart(json& metadata, const json& before) {
  for (const char* key : {"uid", "creationTimestamp", "deletionTimestamp",
                          "deletionGracePeriodSeconds", "selfLink"}) {
    if (before.contains(key)) {
      metadata[key] = before.at(key);
    } else {
      metadata.erase(key);
    }
  }
}

void KeepGeneration(json& metadata, const json& before) {
  if (before.contains("generation")) {
    metadata["generation"] = before.at("generation");
  }
}

// Without what changes at every write.
json Content(json object) {
  object["metadata"].erase("resourceVersion");
  object["metadata"].erase("managedFields");
  return object;
}

json WithoutStatus(json object) {
  object.erase("metadata");
  object.erase("status");
  return object;
}

std::string DefaultPropagation(const Kind& kind) {
  // As it was before there was garbage collection, for kubectl's sake.
  const bool orphans = kind.Storage() == "jobs.batch" ||
                       kind.Storage() == "replicationcontrollers";
  return orphans ? "Orphan" : "Background";
}

// Seconds that an object is given to end. Only Pods that run on a node need
// any.
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

}  // namespace

DeleteOptions ParseDeleteOptions(const json& body) {
  DeleteOptions options;
  if (body.is_null()) return options;
  if (!body.is_object()) throw BadRequest("the options are not an object");
  const std::string kind = body.value("kind", "DeleteOptions");
  if (kind != "DeleteOptions") {
    throw BadRequest(
        fmt::format("{} cannot be handled as DeleteOptions", kind));
  }
  options.propagation = body.value("propagationPolicy", "");
  if (options.propagation.empty() && body.contains("orphanDependents")) {
    options.propagation =
        body.at("orphanDependents").get<bool>() ? "Orphan" : "Background";
  }
  constexpr std::array kPolicies = {"", "Background", "Foreground", "Orphan"};
  if (std::ranges::find(kPolicies, options.propagation) == kPolicies.end()) {
    throw ApiError(
        422, "Invalid",
        fmt::format("DeleteOptions.meta.k8s.io \"\" is invalid: "
                    "propagationPolicy: Invalid value: \"{}\": valid values "
                    "are \"Foreground\", \"Background\", \"Orphan\" or nil",
                    options.propagation),
        nullptr);
  }
  if (const auto grace = body.find("gracePeriodSeconds");
      grace != body.end() && !grace->is_null()) {
    options.grace_s = grace->get<std::int64_t>();
  }
  const json preconditions = body.value("preconditions", json::object());
  options.uid = preconditions.value("uid", "");
  options.resource_version = preconditions.value("resourceVersion", "");
  options.dry_run = !body.value("dryRun", json::array()).empty();
  return options;
}

bool ReturnsDeleted(const Kind& kind) {
  static const std::set<std::string, std::less<>> kKinds = {
      "pods",          "podtemplates",    "persistentvolumeclaims",
      "services",      "serviceaccounts", "persistentvolumes",
      "resourcequotas"};
  return kKinds.contains(kind.Storage());
}

Rest::Rest(Store& store, Kinds& kinds, std::uint64_t seed)
    : store_(store), kinds_(kinds), ids_(seed) {}

Key Rest::KeyOf(const Kind& kind, std::string_view ns,
                std::string_view name) const {
  return {kind.Storage(), std::string(kind.namespaced ? ns : ""),
          std::string(name)};
}

ObjectPtr Rest::Get(const Kind& kind, std::string_view ns,
                    std::string_view name) {
  ObjectPtr object = store_.Get(KeyOf(kind, ns, name));
  if (!object) throw NotFound(kind, name);
  return object;
}

void Rest::CheckNamespace(const Kind& kind, std::string_view ns,
                          std::string_view name) {
  if (!kind.namespaced) return;
  const ObjectPtr home = store_.Get({"namespaces", "", std::string(ns)});
  if (!home) throw NotFound(*kinds_.FindStorage("namespaces"), ns);
  if (home->deleting()) throw NamespaceTerminating(kind, name, ns);
}

ObjectPtr Rest::Create(const Kind& kind, std::string_view ns, json object,
                       bool dry_run) {
  CheckType(kind, object);
  object.erase("apiVersion");
  object.erase("kind");
  json& metadata = MetadataOf(object);
  CheckPlace(metadata, kind, ns);
  if (!metadata.value("resourceVersion", "").empty()) {
    throw ApiError(500, "",
                   "resourceVersion should not be set on objects to be created",
                   nullptr);
  }
  std::string name = metadata.value("name", "");
  if (name.empty()) {
    const std::string prefix = metadata.value("generateName", "");
    if (prefix.empty()) {
      const std::array errors = {
          FieldError{"FieldValueRequired", "metadata.name",
                     "Required value: name or generateName is required"}};
      throw Invalid(kind, "", errors);
    }
    name = prefix + ids_.Suffix();
    metadata["name"] = name;
  }
  CheckNamespace(kind, ns, name);
  CheckName(kind, name);
  const Key key = KeyOf(kind, ns, name);
  if (const ObjectPtr there = store_.Get(key)) {
    throw AlreadyExists(kind, name, there->deleting());
  }
  KeepServersPart(metadata, json::object());
  metadata["uid"] = ids_.Uid();
  metadata["creationTimestamp"] = Timestamp();
  if (!object.contains("metadata")) object["metadata"] = metadata;
  if (metadata.value("generateName", "").empty()) {
    metadata.erase("generateName");
  }
  if (HasGeneration(kind)) {
    metadata["generation"] = 1;
  }
  // Who may write a status writes it afterwards.
  if (kind.has_status) object.erase("status");
  SetDefaults(kind, object, ids_);
  if (dry_run) return std::make_shared<const StoredObject>(std::move(object));
  return store_.Put(key, std::move(object));
}

ObjectPtr Rest::Update(const Kind& kind, std::string_view ns,
                       std::string_view name, std::string_view subresource,
                       json object, bool dry_run) {
  CheckType(kind, object);
  object.erase("apiVersion");
  object.erase("kind");
  json& metadata = MetadataOf(object);
  CheckPlace(metadata, kind, ns);
  const std::string given = metadata.value("name", "");
  if (given != name) {
    throw BadRequest(
        fmt::format("the name of the object ({}) does not match the name on "
                    "the URL ({})",
                    given, name));
  }
  const Key key = KeyOf(kind, ns, name);
  ObjectPtr now = store_.Get(key);
  if (!now) {
    if (!IsCreatedByUpdate(kind) || !subresource.empty()) {
      throw NotFound(kind, name);
    }
    metadata.erase("resourceVersion");
    return Create(kind, ns, std::move(object), dry_run);
  }
  const json& before = now->value();
  const std::string uid = metadata.value("uid", "");
  if (!uid.empty() && uid != now->uid()) {
    throw Conflict(kind, name,
                   fmt::format("Precondition failed: UID in precondition: {}, "
                               "UID in object meta: {}",
                               uid, now->uid()));
  }
  const std::string version = metadata.value("resourceVersion", "");
  if (!version.empty() &&
      version != now->metadata().value("resourceVersion", "")) {
    throw StaleVersion(kind, name);
  }
  if (subresource == "status" || subresource == "finalize") {
    const char* const part = subresource == "status" ? "status" : "spec";
    json changed = before;
    if (object.contains(part)) changed[part] = object[part];
    object = std::move(changed);
  } else {
    KeepServersPart(metadata, now->metadata());
    if (kind.has_status) {
      object.erase("status");
      if (before.contains("status")) object["status"] = before.at("status");
    }
    KeepGeneration(metadata, now->metadata());
    SetDefaults(kind, object, ids_);
    if (kind.Storage() == "namespaces") object["spec"] = before.at("spec");
    CheckUnchanged(kind, name, before, object);
    // That of a Pod does not count its binding to a node.
    if (HasGeneration(kind) && kind.Storage() != "pods" &&
        WithoutStatus(object) != WithoutStatus(before)) {
      object["metadata"]["generation"] =
          now->metadata().value("generation", 0) + 1;
    }
  }
  object["metadata"]["resourceVersion"] = now->metadata().at("resourceVersion");
  if (Content(object) == Content(before)) return now;
  if (dry_run) return std::make_shared<const StoredObject>(std::move(object));
  const bool released = kind.Storage() == "namespaces"
                            ? IsReleasedNamespace(object)
                            : IsReleased(object);
  ObjectPtr updated = store_.Put(key, std::move(object));
  if (released) store_.Remove(key);
  return updated;
}

Rest::Deleted Rest::Delete(const Kind& kind, std::string_view ns,
                           std::string_view name,
                           const DeleteOptions& options) {
  const ObjectPtr now = Get(kind, ns, name);
  const json& metadata = now->metadata();
  if (!options.uid.empty() && options.uid != now->uid()) {
    throw PreconditionFailed(kind, name, "UID", options.uid, now->uid());
  }
  const std::string version = metadata.value("resourceVersion", "");
  if (!options.resource_version.empty() &&
      options.resource_version != version) {
    throw PreconditionFailed(kind, name, "ResourceVersion",
                             options.resource_version, version);
  }
  if (kind.Storage() == "namespaces" &&
      (name == "default" || name == "kube-system" || name == "kube-public")) {
    throw Forbidden(kind, name, "this namespace may not be deleted");
  }
  return BeginDeletion(kind, KeyOf(kind, ns, name), now->value(), options);
}

Rest::Deleted Rest::BeginDeletion(const Kind& kind, const Key& key,
                                  const json& now,
                                  const DeleteOptions& options) {
  json object = now;
  json& metadata = object["metadata"];
  const std::string propagation = options.propagation.empty()
                                      ? DefaultPropagation(kind)
                                      : options.propagation;
  // What an earlier deletion has decided stays, unless this one decides.
  if (!options.propagation.empty() || !metadata.contains("deletionTimestamp")) {
    SetFinalizer(metadata, kForeground, propagation == "Foreground");
    SetFinalizer(metadata, kOrphan, propagation == "Orphan");
  }
  std::int64_t grace = GraceOf(kind, object, options);
  if (metadata.contains("deletionTimestamp")) {
    // It can be shortened, not extended.
    grace = std::min(
        grace, metadata.value("deletionGracePeriodSeconds", std::int64_t{0}));
  }
  const bool is_namespace = kind.Storage() == "namespaces";
  if (grace == 0 && IsEmptyList(metadata, "finalizers") &&
      (!is_namespace || IsEmptyList(object["spec"], "finalizers"))) {
    ObjectPtr last = store_.Get(key);
    if (!options.dry_run) store_.Remove(key);
    return {std::move(last), true};
  }
  if (!metadata.contains("deletionTimestamp")) {
    metadata["deletionTimestamp"] = Timestamp(static_cast<int>(grace));
    if (HasGeneration(kind) && !is_namespace) {
      metadata["generation"] = metadata.value("generation", 0) + 1;
    }
  }
  metadata["deletionGracePeriodSeconds"] = grace;
  if (is_namespace) {
    metadata.erase("deletionGracePeriodSeconds");
    object["status"]["phase"] = "Terminating";
  }
  if (options.dry_run || Content(object) == Content(now)) {
    return {store_.Get(key), false};
  }
  return {store_.Put(key, std::move(object)), false};
}

}  // namespace bench
