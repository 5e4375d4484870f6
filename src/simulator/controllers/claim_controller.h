#pragma once

#include "simulator/controllers/work_queue.h"
#include "simulator/cost/timing.h"
#include "simulator/objects/rest.h"

namespace bench {

/// Holds a PersistentVolumeClaim that is deleted until no Pod uses it. No
/// volume is ever made for one, as on a cluster without a provisioner.
class ClaimController {
 public:
  ClaimController(Rest& rest, EventLoop& loop, const Timing& timing);

 private:
  void Note(const Change& change);
  void Release(const Key& key);

  Rest& rest_;
  WorkQueue queue_;
};

}  // namespace bench
