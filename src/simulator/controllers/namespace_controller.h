#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "simulator/controllers/work_queue.h"
#include "simulator/cost/timing.h"
#include "simulator/objects/rest.h"

namespace bench {

/// Fills new namespaces with what every namespace has (the ServiceAccount
/// default, the ConfigMap kube-root-ca.crt), again when it is deleted, and
/// empties those that are deleted before it lets them go.
class NamespaceController {
 public:
  /// `ca`: PEM text for kube-root-ca.crt.
  NamespaceController(Rest& rest, EventLoop& loop, const Timing& timing,
                      std::string ca);

 private:
  void Note(const Change& change);
  void Fill(const std::string& ns);
  void Empty(const std::string& ns);
  nlohmann::json DeleteContent(const std::string& ns);

  Rest& rest_;
  double patience_s_;
  std::string ca_;
  WorkQueue queue_;
};

}  // namespace bench
