#pragma once

#include "simulator/controllers/work_queue.h"
#include "simulator/cost/timing.h"
#include "simulator/objects/rest.h"

namespace bench {

/// The scheduler and the kubelets of three nodes that run nothing, as kwok's
/// are: a Pod is Ready after a set time, unless it waits for a volume or a node
/// of a sort that there is not, and has ended a set time after its deletion.
class PodController {
 public:
  /// Adds the nodes.
  PodController(Rest& rest, EventLoop& loop, const Timing& timing);

 private:
  void Note(const Change& change);
  void Run(const Key& key);
  void End(const Key& key);

  Rest& rest_;
  WorkQueue starting_;
  WorkQueue ending_;
};

}  // namespace bench
