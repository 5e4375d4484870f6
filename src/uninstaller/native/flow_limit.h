#pragma once

#include <coroutine>
#include <deque>

#include "process/command.h"

namespace bench {

/// How many requests are on their way at a time: as many as the server takes
/// without answering later for it. Rises by one with every round of answers,
/// up to the ceiling it begins with; falls to a half when the server refuses
/// one (429), and when a round is answered twice as late as the quickest was
/// without being more answers a second. In one thread.
class FlowLimit {
 public:
  explicit FlowLimit(int ceiling);

  /// Awaited before a request: until there is room for it. In the order of
  /// coming.
  auto Enter() {
    struct Entry {
      FlowLimit& limit;
      bool await_ready() const noexcept { return limit.TryEnter(); }
      void await_suspend(std::coroutine_handle<> waiting) const {
        limit.waiting_.push_back(waiting);
      }
      void await_resume() const noexcept {}
    };
    return Entry{*this};
  }

  /// After its answer: when it was sent, and whether the server refused it.
  /// Whoever waits goes on.
  void Leave(Clock::time_point sent, Clock::time_point answered, bool refused);

  int limit() const { return limit_; }
  int in_flight() const { return in_flight_; }

 private:
  bool TryEnter();
  void Adapt(double latency_s, Clock::time_point answered, bool refused);
  void EndRound(Clock::time_point now);
  void Halve();

  const int ceiling_;
  int limit_;
  int in_flight_ = 0;
  std::deque<std::coroutine_handle<>> waiting_;

  /// A round: as many answers as there may be requests on their way.
  int answers_ = 0;
  int refused_in_a_row_ = 0;
  double latencies_s_ = 0;
  Clock::time_point round_began_;
  double best_latency_s_ = 0;  // 0: no round has ended
  double answers_per_s_ = 0;   // of the last round
};

}  // namespace bench
