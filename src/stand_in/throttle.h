#pragma once

#include <chrono>
#include <string>

namespace bench {

/// client-go's limit on one client's requests: a bucket of `burst` tokens that
/// `qps` tokens a second flow into (client-go, util/flowcontrol).
class Throttle {
 public:
  using Clock = std::chrono::steady_clock;

  /// `qps` below 0: no limit; 0: client-go's default, 5. A `burst` of 0 is
  /// client-go's default, 10, where `qps` is, too.
  Throttle(double qps, int burst);

  /// As HELM_QPS and HELM_BURST_LIMIT have it; what is no number counts as not
  /// set, as in helm.
  static Throttle FromEnvironment();

  /// What client-go finds wrong with these limits, whereupon it sends nothing;
  /// empty: nothing.
  std::string Problem() const;

  /// How long a request that comes at `now` has to wait; takes its token.
  std::chrono::nanoseconds Take(Clock::time_point now);

 private:
  bool qps_is_default_;
  double qps_;
  double burst_;
  double tokens_;
  Clock::time_point last_{};
};

/// How Go writes a duration: "2.000086385s", "1m2.5s".
std::string GoDuration(std::chrono::nanoseconds time);

}  // namespace bench
