#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "analysis/counted_trials.h"
#include "model/trial.h"
#include "stats/concurrency.h"

namespace bench {

/// Where the time of one uninstall went, or of several added up; seconds. What
/// is not known is empty, never 0.
struct TimeParts {
  /// Until helm's process had been launched.
  std::optional<double> start_up;
  /// CPU of helm and its children, or of our own uninstaller.
  std::optional<double> client_cpu;
  /// How long helm held its own requests back.
  std::optional<double> throttled;
  /// What is left: waiting for the API server, the network or a processor; and
  /// the throttled time where that is not known. Never below 0: helm may use
  /// several processors at once.
  std::optional<double> rest;
  /// From start to end. Less than the parts where helm did.
  std::optional<double> total;
};

TimeParts PartsOf(const ReleaseResult& release);

/// When each release was at work; empty where that is not known of all.
std::vector<BusyTime> BusyTimes(const TrialResult& trial);

/// The chain of releases that led to the last end of a trial: the one that
/// ended last; before it, the one that ended last before it started or just
/// then; and so on. Without the phases around them they would make it shorter.
struct CriticalPath {
  /// Of TrialResult::releases, in the order of time.
  std::vector<std::size_t> releases;
  TimeParts parts;  // of these added up
  std::optional<double> pool_s;
  std::optional<double> list_s;
  /// What is left of `returned`: handing one release over to the next. Empty
  /// unless both phases are known.
  std::optional<double> between_s;
};

/// Empty when the times of any release are not known.
std::optional<CriticalPath> FindCriticalPath(const TrialResult& trial);

/// By one of its clocks, where that was read; the lower one of an even number;
/// null for none. `trials` count, so each has its times.
const TrialResult* MedianTrial(std::span<const TrialResult* const> trials,
                               TrialClock clock = TrialClock::kReturned);

/// Where the time of one strategy went.
struct Attribution {
  /// Of each trial all releases added up; medians over the trials that know.
  /// More than the time on the clock where releases run side by side. Medians
  /// of parts need not add up to the median of the whole.
  TimeParts sums;
  /// The API server's own count, of anybody's requests; median over trials.
  std::optional<double> server_s;
  /// Of the median trial.
  std::optional<CriticalPath> path;
};

/// `trials` count (counted_trials.h).
Attribution Attribute(std::span<const TrialResult* const> trials);

/// The median of what is known; empty when nothing is.
std::optional<double> MedianOfKnown(
    std::span<const std::optional<double>> values);

/// That of a value of each trial.
template <typename Value>
std::optional<double> MedianOver(std::span<const TrialResult* const> trials,
                                 Value value) {
  std::vector<std::optional<double>> values;
  values.reserve(trials.size());
  for (const TrialResult* trial : trials) {
    values.push_back(std::invoke(value, *trial));
  }
  return MedianOfKnown(values);
}

}  // namespace bench
