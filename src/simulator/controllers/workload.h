#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/objects/rest.h"

namespace bench {

// What workloads have in common.

inline constexpr const char* kStatefulSets = "statefulsets.apps";
inline constexpr const char* kDaemonSets = "daemonsets.apps";
inline constexpr const char* kJobs = "jobs.batch";

/// Makes what a StatefulSet makes: Pods one after the other, with their claims,
/// and the history of its templates.
void ReconcileStatefulSet(Rest& rest, const Key& key, const StoredObject& set);

/// Makes a Pod for each node that a DaemonSet is for, and the history of its
/// templates.
void ReconcileDaemonSet(Rest& rest, const Key& key, const StoredObject& set);

/// Makes a Job's Pods, counts how they end, and says how the Job does: as often
/// as wanted, or after too many that failed (at once again, where the real one
/// waits longer each time). Indexes are not given.
void ReconcileJob(Rest& rest, const Key& key, const StoredObject& job);

/// The node that a Pod of a DaemonSet is for; empty: the Pod is of another
/// sort.
std::string NodeThatIsMeant(const nlohmann::json& pod_spec);

/// The history of the templates of a StatefulSet or DaemonSet, which is kept in
/// `storage`; only its first entry matters here.
void MakeRevision(Rest& rest, std::string_view storage, const Key& key,
                  const StoredObject& set);

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
