#pragma once

#include <functional>

namespace bench {

/// Runs what is to be done later, on the one thread that the simulated cluster
/// works on. Tests bring a clock of their own.
class EventLoop {
 public:
  virtual ~EventLoop() = default;
  /// Soon where `delay_s` is 0; tasks of one delay in the order they came.
  virtual void After(double delay_s, std::function<void()> task) = 0;
};

}  // namespace bench
