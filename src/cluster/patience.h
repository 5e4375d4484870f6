#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <type_traits>

#include "process/command.h"
#include "util/error.h"
#include "util/pause.h"

namespace bench {

/// How often the cluster is looked at, and how long it is waited for.
struct Pacing {
  /// Without a change for this long, a cluster is quiet.
  std::chrono::milliseconds quiet{500};
  /// Between two looks at everything.
  std::chrono::milliseconds poll{100};
  /// Between two looks at what is about to go: the resolution of `settled`.
  std::chrono::milliseconds settle_poll{20};
  /// How long an API server may fail before that ends the run.
  std::chrono::milliseconds patience{10'000};
  /// For what the controllers put into a new namespace.
  std::chrono::milliseconds create{60'000};
  /// For objects and namespaces to go. A Pod has 30 s of grace by default.
  std::chrono::milliseconds remove{120'000};
};

/// Calls `ask` until its answer has no `error`. Nothing when `stop` is
/// requested; throws RunError with the error that lasts longer than the
/// patience.
template <typename Ask>
std::optional<std::invoke_result_t<Ask>> AskPatiently(
    const Ask& ask, const Pacing& pacing, const std::stop_token& stop) {
  const Clock::time_point begin = Clock::now();
  while (!stop.stop_requested()) {
    auto answer = ask();
    if (answer.error.empty()) return answer;
    if (Clock::now() - begin >= pacing.patience) {
      throw RunError("the API server fails: {}", answer.error);
    }
    Pause(stop, pacing.poll);
  }
  return std::nullopt;
}

}  // namespace bench
