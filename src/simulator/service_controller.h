#pragma once

#include "simulator/rest.h"
#include "simulator/timing.h"
#include "simulator/work_queue.h"

namespace bench {

/// Makes an EndpointSlice and an Endpoints for every Service that selects Pods.
/// The slice names its Pods; the older kind stays empty.
class ServiceController {
 public:
  ServiceController(Rest& rest, Scheduler& scheduler, const Timing& timing);

 private:
  void Note(const Change& change);
  void Reconcile(const Key& key);
  void UpdateSlice(const Key& key, const StoredObject& service);
  void MakeEndpoints(const Key& key, const StoredObject& service);

  Rest& rest_;
  WorkQueue queue_;
};

}  // namespace bench
