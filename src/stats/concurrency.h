#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace bench {

/// When one task was at work: from `start` on, no longer at `end`. Any unit and
/// origin, the same for all; end >= start.
struct BusyTime {
  double start = 0;
  double end = 0;
};

/// From `time` on, until the next step, so many tasks are at work.
struct ActiveStep {
  double time = 0;
  int active = 0;

  bool operator==(const ActiveStep&) const = default;
};

/// Ascending, one step for each time at which the number changes; the last one
/// is to 0. A task that ends when another starts does not overlap with it.
/// Empty when no task took any time.
std::vector<ActiveStep> ActiveOverTime(std::span<const BusyTime> tasks);

/// How many tasks really were at work at once, whatever was asked for.
struct Concurrency {
  double mean = 0;  // over the time from the first start to the last end
  int maximum = 0;
};

/// Empty when no task took any time.
std::optional<Concurrency> AchievedConcurrency(std::span<const BusyTime> tasks);

/// On which lane, from 0, each task is drawn so that no two overlap: the lowest
/// one that is free when it starts. As many lanes as tasks were at work at
/// once; which worker had which task no result tells.
std::vector<std::size_t> Lanes(std::span<const BusyTime> tasks);

}  // namespace bench
