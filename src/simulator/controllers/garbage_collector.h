#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulator/controllers/work_queue.h"
#include "simulator/cost/timing.h"
#include "simulator/objects/rest.h"

namespace bench {

/// Deletes what has lost its owners, and ends deletions that wait for
/// dependents (propagation Foreground) or leave them behind (Orphan).
/// As kubernetes/pkg/controller/garbagecollector.
class GarbageCollector {
 public:
  GarbageCollector(Rest& rest, EventLoop& loop, const Timing& timing);

 private:
  struct Owners;

  void Note(const Change& change);
  void Reconcile(const Key& key);
  void Orphan(const Key& key, const StoredObject& owner);
  void AwaitDependents(const Key& key, const StoredObject& owner);
  void CheckOwners(const Key& key, const StoredObject& object);
  Owners Classify(const Key& key, const StoredObject& object) const;
  void DropOwners(const Key& key, const std::set<std::string>& uids);
  std::vector<Key> Dependents(const std::string& uid) const;

  Rest& rest_;
  WorkQueue queue_;
  std::map<std::string, std::set<Key>> dependents_;  // by their owner's uid
  std::map<std::string, Key> waiting_;  // by uid: owners deleted in foreground
};

}  // namespace bench
