#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "simulator/rest.h"
#include "simulator/timing.h"
#include "simulator/work_queue.h"

namespace bench {

/// Deployments make ReplicaSets make Pods; StatefulSets make Pods one after the
/// other, with their claims. Each says in its status how far it has come.
class WorkloadController {
 public:
  WorkloadController(Rest& rest, Scheduler& scheduler, const Timing& timing);

 private:
  void Note(const Change& change);
  void Reconcile(const Key& key);
  void Deployment(const Key& key, const StoredObject& deployment);
  void MakeReplicaSet(const Key& key, const StoredObject& deployment,
                      const std::string& hash, std::size_t revision);
  void ReplicaSet(const Key& key, const StoredObject& set);
  void StatefulSet(const Key& key, const StoredObject& set);
  void MakeNumberedPod(const Key& key, const StoredObject& set, int ordinal);
  void MakeRevision(const Key& key, const StoredObject& set);
  void MakeClaims(const Key& key, const StoredObject& set,
                  const std::string& pod);
  void MakePod(const Kind& kind, const StoredObject& owner, nlohmann::json pod);
  void Delete(const Key& key);
  void SetStatus(const Key& key, const nlohmann::json& status);

  Rest& rest_;
  WorkQueue queue_;
};

}  // namespace bench
