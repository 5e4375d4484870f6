#pragma once

#include <functional>
#include <memory>
#include <string>

#include "simulator/cost/event_loop.h"
#include "simulator/cost/latency_profile.h"

namespace bench {

/// Lets requests take as long, and cost as much CPU, as they would on a real
/// control plane. CPU is burned, not slept: clients of the same machine have to
/// share it, as they do there.
class Latency {
 public:
  Latency(LatencyProfile profile, EventLoop& loop);
  ~Latency();
  Latency(const Latency&) = delete;
  Latency& operator=(const Latency&) = delete;

  /// Runs `task` on the loop's thread when the request has cost what it
  /// costs: at once where that is nothing.
  void Delay(const std::string& verb, const std::string& resource,
             std::function<void()> task);

 private:
  class Workers;

  LatencyProfile profile_;
  EventLoop& loop_;
  std::unique_ptr<Workers> workers_;  // none where nothing costs anything
};

}  // namespace bench
