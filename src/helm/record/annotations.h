#pragma once

#include <map>
#include <string>
#include <string_view>

#include "util/text.h"
#include "util/value_at.h"

namespace bench {

/// What helm puts on every object of a release (pkg/action/validate.go), and
/// selects them by.
inline constexpr const char* kManagedByLabel = "app.kubernetes.io/managed-by";
inline constexpr const char* kManagedByHelm =
    "app.kubernetes.io/managed-by=Helm";
inline constexpr const char* kReleaseNameAnnotation =
    "meta.helm.sh/release-name";
inline constexpr const char* kReleaseNamespaceAnnotation =
    "meta.helm.sh/release-namespace";
/// Whether an object with these is the release's, as helm decides it.
inline bool HasMarksOf(const std::string& release, const std::string& ns,
                       const std::map<std::string, std::string>& labels,
                       const std::map<std::string, std::string>& annotations) {
  return ValueAt(labels, kManagedByLabel) == "Helm" &&
         ValueAt(annotations, kReleaseNameAnnotation) == release &&
         ValueAt(annotations, kReleaseNamespaceAnnotation) == ns;
}

/// What a chart's author puts on one: it is a hook, with these events; what
/// becomes of it when its release is uninstalled.
inline constexpr const char* kHookAnnotation = "helm.sh/hook";
inline constexpr const char* kResourcePolicyAnnotation =
    "helm.sh/resource-policy";

/// The events at which an uninstall makes hooks.
inline constexpr const char* kPreDelete = "pre-delete";
inline constexpr const char* kPostDelete = "post-delete";

/// A resource policy as helm compares it (pkg/action/resource_policy.go): in
/// lower case, without space around it. It keeps the object where it says so.
inline constexpr std::string_view kKeep = "keep";
inline std::string ResourcePolicy(std::string_view annotation) {
  return Lower(Trim(annotation));
}

}  // namespace bench
