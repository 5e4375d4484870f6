#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/objects/rest.h"

namespace bench {

// What workloads have in common.

inline constexpr const char* kStatefulSets = "statefulsets.apps";

/// Makes what a StatefulSet makes: Pods one after the other, with their claims,
/// and the history of its templates.
void ReconcileStatefulSet(Rest& rest, const Key& key, const StoredObject& set);

/// Ten letters, the same for the same template.
std::string TemplateHash(const nlohmann::json& pod_template);

bool IsReady(const StoredObject& pod);
int CountReady(const std::vector<ObjectPtr>& pods);

/// A Pod as a template has it, still without a name.
nlohmann::json PodOf(const nlohmann::json& pod_template);

/// `owner` is kept in `storage`.
void MakePod(Rest& rest, std::string_view storage, const StoredObject& owner,
             nlohmann::json pod);
void SetStatus(Rest& rest, const Key& key, const nlohmann::json& status);

}  // namespace bench
