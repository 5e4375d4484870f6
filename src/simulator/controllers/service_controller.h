#pragma once

#include "simulator/controllers/work_queue.h"
#include "simulator/cost/timing.h"
#include "simulator/objects/rest.h"

namespace bench {

/// Makes an EndpointSlice and an Endpoints for every Service that selects Pods.
/// The slice names its Pods; the older kind stays empty.
class ServiceController {
 public:
  ServiceController(Rest& rest, EventLoop& loop, const Timing& timing);

 private:
  void Note(const Change& change);
  void Reconcile(const Key& key);
  void UpdateSlice(const Key& key, const StoredObject& service);
  void MakeEndpoints(const Key& key, const StoredObject& service);

  Rest& rest_;
  WorkQueue queue_;
};

}  // namespace bench
