#pragma once

#include "simulator/rest.h"
#include "simulator/timing.h"
#include "simulator/work_queue.h"

namespace bench {

/// Holds a PersistentVolumeClaim that is deleted until no Pod uses it. No
/// volume is ever made for one, as on a cluster without a provisioner.
class ClaimController {
 public:
  ClaimController(Rest& rest, Scheduler& scheduler, const Timing& timing);

 private:
  void Note(const Change& change);
  void Release(const Key& key);

  Rest& rest_;
  WorkQueue queue_;
};

}  // namespace bench
