#pragma once

#include <functional>
#include <memory>
#include <string>

#include "simulator/latency_profile.h"
#include "simulator/scheduler.h"

namespace bench {

/// Lets requests take as long, and cost as much CPU, as they would on a real
/// control plane. CPU is burned, not slept: clients of the same machine have to
/// share it, as they do there.
class Latency {
 public:
  Latency(LatencyProfile profile, Scheduler& scheduler);
  ~Latency();
  Latency(const Latency&) = delete;
  Latency& operator=(const Latency&) = delete;

  /// Runs `task` on the scheduler's thread when the request has cost what it
  /// costs: at once where that is nothing.
  void Delay(const std::string& verb, const std::string& resource,
             std::function<void()> task);

 private:
  class Workers;

  LatencyProfile profile_;
  Scheduler& scheduler_;
  std::unique_ptr<Workers> workers_;  // none where nothing costs anything
};

}  // namespace bench
