#include "simulator/objects/object_meta.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "simulator/objects/api_error.h"
#include "simulator/objects/validation.h"

namespace bench {
namespace {

using nlohmann::json;

// The object or list at `key`; an empty one where there is none.
const json& PartAt(const json& metadata, const char* key) {
  static const json kNone = json::array();
  const auto found = metadata.find(key);
  return found == metadata.end() || found->is_null() ? kNone : *found;
}

void CheckLabels(const json& metadata, std::vector<FieldError>& errors) {
  for (const json& label : PartAt(metadata, "labels")) {
    const std::string why = WhyBadLabelValue(label.get<std::string>());
    if (why.empty()) continue;
    errors.push_back({"FieldValueInvalid", "metadata.labels",
                      fmt::format("Invalid value: {}: {}", label.dump(), why)});
  }
}

void CheckFinalizers(const Kind& kind, const json& metadata,
                     std::vector<FieldError>& errors) {
  // The servers of other groups than Kubernetes' own are not as strict.
  if (kind.custom || kind.group == "apiextensions.k8s.io") return;
  constexpr std::array<std::string_view, 3> kStandard = {
      "foregroundDeletion", "orphan", "kubernetes"};
  int index = 0;
  for (const json& finalizer : PartAt(metadata, "finalizers")) {
    const std::string name = finalizer.get<std::string>();
    const std::string field = fmt::format("metadata.finalizers[{}]", index++);
    if (std::ranges::find(kStandard, name) != kStandard.end() ||
        name.find('/') != std::string::npos) {
      continue;
    }
    errors.push_back(
        {"FieldValueInvalid", field,
         fmt::format("Invalid value: {}: name is neither a standard finalizer "
                     "name nor is it fully qualified",
                     finalizer.dump())});
  }
}

void CheckOwners(const json& metadata, std::vector<FieldError>& errors) {
  int controllers = 0;
  for (const json& owner : PartAt(metadata, "ownerReferences")) {
    for (const char* key : {"apiVersion", "kind", "name", "uid"}) {
      if (!owner.value(key, "").empty()) continue;
      errors.push_back({"FieldValueInvalid",
                        fmt::format("metadata.ownerReferences.{}", key),
                        "Invalid value: \"\": must not be empty"});
    }
    if (owner.value("controller", false)) ++controllers;
  }
  if (controllers > 1) {
    errors.push_back({"FieldValueInvalid", "metadata.ownerReferences",
                      "only one reference can have controller set to true"});
  }
}

void CheckUid(const json& before, const json& after,
              std::vector<FieldError>& errors) {
  if (after.at("uid") == before.at("uid")) return;
  errors.push_back({"FieldValueInvalid", "metadata.uid",
                    fmt::format("Invalid value: {}: field is immutable",
                                after.at("uid").dump())});
}

// What is on its way out gets nothing new to wait for.
void CheckNoNewFinalizers(const json& before, const json& after,
                          std::vector<FieldError>& errors) {
  if (!before.contains("deletionTimestamp")) return;
  const json& old = PartAt(before, "finalizers");
  std::vector<std::string> added;
  for (const json& finalizer : PartAt(after, "finalizers")) {
    if (std::ranges::find(old, finalizer) == old.end()) {
      added.push_back(finalizer.dump());
    }
  }
  if (added.empty()) return;
  errors.push_back(
      {"FieldValueForbidden", "metadata.finalizers",
       fmt::format("Forbidden: no new finalizers can be added if the object is "
                   "being deleted, found new finalizers []string{{{}}}",
                   fmt::join(added, ", "))});
}

}  // namespace

json& MetadataOf(json& object) {
  json& metadata = object["metadata"];
  if (metadata.is_null()) metadata = json::object();
  return metadata;
}

void KeepServersPart(json& metadata, const json& before) {
  for (const char* key :
       {"uid", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "selfLink", "managedFields"}) {
    if (before.contains(key)) {
      metadata[key] = before.at(key);
    } else {
      metadata.erase(key);
    }
  }
}

bool IsEmptyAt(const json& parent, const char* key) {
  return !parent.contains(key) || parent.at(key).empty();
}

void DropEmptyParts(json& metadata) {
  for (const char* key :
       {"labels", "annotations", "finalizers", "ownerReferences"}) {
    if (IsEmptyAt(metadata, key)) metadata.erase(key);
  }
  if (metadata.value("generateName", "").empty()) {
    metadata.erase("generateName");
  }
}

void CheckMetadata(const Kind& kind, std::string_view name, const json& before,
                   const json& after) {
  std::vector<FieldError> errors;
  if (!before.empty()) {
    CheckUid(before, after, errors);
    CheckNoNewFinalizers(before, after, errors);
  }
  CheckOwners(after, errors);
  CheckLabels(after, errors);
  CheckFinalizers(kind, after, errors);
  if (!errors.empty()) throw Invalid(kind, name, errors);
}

}  // namespace bench
