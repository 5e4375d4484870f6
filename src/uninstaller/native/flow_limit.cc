#include "uninstaller/native/flow_limit.h"

#include <algorithm>

#include "util/seconds.h"

namespace bench {
namespace {

// Below it nothing is won.
constexpr int kLowest = 2;
constexpr double kLate = 2.0;
constexpr double kMore = 1.1;

}  // namespace

FlowLimit::FlowLimit(int ceiling)
    : ceiling_(std::max(ceiling, 1)),
      limit_(ceiling_),
      round_began_(Clock::now()) {}

bool FlowLimit::TryEnter() {
  if (in_flight_ >= limit_) return false;
  ++in_flight_;
  return true;
}

void FlowLimit::Leave(Clock::time_point sent, Clock::time_point answered,
                      bool refused) {
  --in_flight_;
  Adapt(Seconds(answered - sent), answered, refused);
  while (!waiting_.empty() && TryEnter()) {
    const std::coroutine_handle<> next = waiting_.front();
    waiting_.pop_front();
    next.resume();
  }
}

void FlowLimit::Adapt(double latency_s, Clock::time_point answered,
                      bool refused) {
  if (refused) {
    // Those that were sent together are refused together: one sign.
    if (refused_in_a_row_++ == 0) Halve();
    if (refused_in_a_row_ >= limit_) refused_in_a_row_ = 0;
    return;
  }
  refused_in_a_row_ = 0;
  latencies_s_ += latency_s;
  if (++answers_ >= limit_) EndRound(answered);
}

void FlowLimit::EndRound(Clock::time_point now) {
  const double latency_s = latencies_s_ / answers_;
  const double per_s = answers_ / std::max(1e-6, Seconds(now - round_began_));
  if (best_latency_s_ > 0 && latency_s > kLate * best_latency_s_ &&
      per_s < kMore * answers_per_s_) {
    Halve();
  } else {
    limit_ = std::min(ceiling_, limit_ + 1);
  }
  best_latency_s_ =
      best_latency_s_ > 0 ? std::min(best_latency_s_, latency_s) : latency_s;
  answers_per_s_ = per_s;
  answers_ = 0;
  latencies_s_ = 0;
  round_began_ = now;
}

void FlowLimit::Halve() {
  limit_ = std::max(std::min(kLowest, ceiling_), limit_ / 2);
}

}  // namespace bench
