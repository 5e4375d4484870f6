#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/objects/api_error.h"
#include "simulator/objects/kind_rules.h"
#include "simulator/objects/object_meta.h"
#include "simulator/objects/rest.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kForeground = "foregroundDeletion";
constexpr const char* kOrphan = "orphan";

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

// What happens to dependents when a deletion does not say it.
std::string DefaultPropagation(const Kind& kind) {
  // As it was before there was garbage collection, for kubectl's sake.
  const bool orphans = kind.Storage() == "jobs.batch" ||
                       kind.Storage() == "replicationcontrollers";
  return orphans ? "Orphan" : "Background";
}

// Which finalizers are to see to the dependents. What an earlier deletion has
// decided stays, unless this one decides.
void SetPropagation(const Kind& kind, const DeleteOptions& options,
                    json& metadata) {
  if (options.propagation.empty() && metadata.contains("deletionTimestamp")) {
    return;
  }
  const std::string propagation = options.propagation.empty()
                                      ? DefaultPropagation(kind)
                                      : options.propagation;
  SetFinalizer(metadata, kForeground, propagation == "Foreground");
  SetFinalizer(metadata, kOrphan, propagation == "Orphan");
}

void CheckDeletePreconditions(const Kind& kind, std::string_view name,
                              const StoredObject& now,
                              const DeleteOptions& options) {
  const std::string version = now.metadata().value("resourceVersion", "");
  if ((!options.uid.empty() && options.uid != now.uid()) ||
      (!options.resource_version.empty() &&
       options.resource_version != version)) {
    throw Conflict(kind, name, "its uid or version is not the one asked for");
  }
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

// What a deletion writes into an object that has to wait for it.
void MarkDeleted(const Kind& kind, std::int64_t grace_s, json& object) {
  json& metadata = object["metadata"];
  const bool is_namespace = kind.Storage() == "namespaces";
  if (!metadata.contains("deletionTimestamp")) {
    metadata["deletionTimestamp"] = Timestamp(static_cast<int>(grace_s));
    if (HasGeneration(kind)) {
      metadata["generation"] = metadata.value("generation", 0) + 1;
    }
  }
  if (is_namespace) {
    object["status"]["phase"] = "Terminating";
  } else {
    metadata["deletionGracePeriodSeconds"] = grace_s;
  }
}

}  // namespace

Rest::Deleted Rest::Delete(const Kind& kind, std::string_view ns,
                           std::string_view name,
                           const DeleteOptions& options) {
  const ObjectPtr now = Get(kind, ns, name);
  CheckDeletePreconditions(kind, name, *now, options);
  if (kind.Storage() == "namespaces" &&
      (name == "default" || name == "kube-system" || name == "kube-public")) {
    throw Forbidden(kind, name, "this namespace may not be deleted");
  }
  return BeginDeletion(kind, KeyOf(kind, ns, name), now, options);
}

Rest::Deleted Rest::BeginDeletion(const Kind& kind, const Key& key,
                                  const ObjectPtr& now,
                                  const DeleteOptions& options) {
  json object = now->value();
  json& metadata = object["metadata"];
  SetPropagation(kind, options, metadata);
  std::int64_t grace_s = GraceOf(kind, object, options);
  if (metadata.contains("deletionTimestamp")) {
    // It can be shortened, not extended.
    grace_s = std::min(
        grace_s, metadata.value("deletionGracePeriodSeconds", std::int64_t{0}));
  }
  const bool is_namespace = kind.Storage() == "namespaces";
  if (grace_s == 0 && IsEmptyAt(metadata, "finalizers") &&
      (!is_namespace || IsEmptyAt(object["spec"], "finalizers"))) {
    if (!options.dry_run) store_.Remove(key);
    // Pods are shown with the time of grace that they have not had.
    if (kind.Storage() != "pods") return {now, true};
    MarkDeleted(kind, grace_s, object);
    return {std::make_shared<const StoredObject>(std::move(object)), true};
  }
  MarkDeleted(kind, grace_s, object);
  if (options.dry_run || object == now->value()) return {now, false};
  return {store_.Put(key, std::move(object)), false};
}

}  // namespace bench
