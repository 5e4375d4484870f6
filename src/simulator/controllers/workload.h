#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "simulator/objects/rest.h"

namespace bench {

// What the controllers of workloads have in common.

/// Ten letters, the same for the same template.
std::string TemplateHash(const nlohmann::json& pod_template);

std::string NameOf(const StoredObject& object);

bool IsReady(const StoredObject& pod);
int CountReady(const std::vector<ObjectPtr>& pods);

/// A Pod as a template has it, still without a name.
nlohmann::json PodOf(const nlohmann::json& pod_template);

void MakePod(Rest& rest, const Kind& kind, const StoredObject& owner,
             nlohmann::json pod);
void DeletePod(Rest& rest, const std::string& ns, const std::string& name);
void SetStatus(Rest& rest, const Key& key, const nlohmann::json& status);

}  // namespace bench
