#pragma once

#include <cstddef>
#include <string>

#include "simulator/controllers/stateful_sets.h"
#include "simulator/controllers/work_queue.h"
#include "simulator/cost/timing.h"
#include "simulator/objects/rest.h"

namespace bench {

/// Deployments make ReplicaSets make Pods; StatefulSets make theirs themselves.
/// Each says in its status how far it has come.
class WorkloadController {
 public:
  WorkloadController(Rest& rest, EventLoop& loop, const Timing& timing);

 private:
  void Note(const Change& change);
  void Reconcile(const Key& key);
  void Deployment(const Key& key, const StoredObject& deployment);
  void MakeReplicaSet(const Key& key, const StoredObject& deployment,
                      const std::string& hash, std::size_t revision);
  void ReplicaSet(const Key& key, const StoredObject& set);

  Rest& rest_;
  StatefulSets stateful_sets_;
  WorkQueue queue_;
};

}  // namespace bench
