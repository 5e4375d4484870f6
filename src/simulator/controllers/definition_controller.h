#pragma once

#include "simulator/controllers/work_queue.h"
#include "simulator/cost/timing.h"
#include "simulator/objects/rest.h"

namespace bench {

/// Serves what a CustomResourceDefinition defines, from its creation until it
/// is gone; its objects go before it does.
class DefinitionController {
 public:
  DefinitionController(Rest& rest, EventLoop& loop, const Timing& timing);

 private:
  void Note(const Change& change);
  void Reconcile(const Key& key);
  void Establish(const Key& key, const StoredObject& definition);
  void Clean(const Key& key);

  Rest& rest_;
  WorkQueue queue_;
};

}  // namespace bench
