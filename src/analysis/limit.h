#pragma once

#include <optional>
#include <string_view>

#include "stats/concurrency.h"

namespace bench {

/// What kept a strategy from being faster, as far as its figures show.
enum class Limit {
  kUnknown,         // too little is known: an outside program, no trial
  kCpu,             // the processors of this machine
  kThrottle,        // helm's own limit on its requests
  kOneAtATime,      // it never has two releases at work
  kWorkers,         // all workers were busy, and there were more releases
  kServer,          // the API server got slower under several at once
  kSlowestRelease,  // one release alone takes nearly all of it
  kNoneFound,       // none of these
};

/// From where on a figure counts as a limit. Judgements, not laws: all of them
/// in one place.
///
/// A machine is full long before it is at 100 %: ticks are counted in steps,
/// and the ends of a trial, when fewer releases are left, count too.
inline constexpr double kFullMachine = 0.85;
/// What takes most of the time on the clock.
inline constexpr double kMost = 0.5;
/// Of its workers, so many were at work on average: towards the end there are
/// always some without work.
inline constexpr double kBusyWorkers = 0.85;
/// Of the time of the uninstall phase, so much is the slowest release's.
inline constexpr double kNearlyAll = 0.85;
/// The same work took so many times as long as one release at a time.
inline constexpr double kStretched = 1.5;

/// What is decided from: medians over the trials of a strategy, seconds and
/// shares. What is not known is empty.
struct LimitFigures {
  /// 0: it has none of its own.
  int workers = 0;
  int releases = 0;
  std::optional<double> machine_busy;  // 0 to 1
  /// helm's CPU for the releases, of what the processors could have given.
  std::optional<double> helm_busy;
  std::optional<double> returned_s;
  std::optional<double> uninstall_s;
  /// On the critical path.
  std::optional<double> throttled_s;
  std::optional<double> rest_s;
  std::optional<double> slowest_release_s;
  std::optional<double> server_s;
  std::optional<Concurrency> concurrency;

  bool one_at_a_time() const {
    return concurrency && concurrency->maximum == 1;
  }
};

/// The first that holds, in this order:
///  1. kCpu: machine_busy or helm_busy reaches kFullMachine.
///  2. kThrottle: throttled_s reaches kMost of returned_s.
///  3. kOneAtATime: at most one worker, several releases, never two at once.
///  4. kWorkers: fewer workers than releases, and the mean concurrency reaches
///     kBusyWorkers of them.
///  5. kServer: waiting (rest_s) reaches kMost of returned_s, and the API
///     server worked kStretched times as long as for `alone`.
///  6. kSlowestRelease: it reaches kNearlyAll of uninstall_s and is not
///     kStretched times that of `alone`.
/// `alone` are the figures of a strategy with one release at a time for the
/// same work; without it, 5 never holds and 6 does without its second half.
/// kUnknown when none holds and nothing is known of single releases.
Limit FindLimit(const LimitFigures& figures,
                const std::optional<LimitFigures>& alone);

/// Whether its slowest release took kStretched times as long as alone.
bool Stretched(const LimitFigures& figures,
               const std::optional<LimitFigures>& alone);

}  // namespace bench
