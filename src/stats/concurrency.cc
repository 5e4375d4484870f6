#include "stats/concurrency.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "stats/require.h"

namespace bench {

std::vector<ActiveStep> ActiveOverTime(std::span<const BusyTime> tasks) {
  std::map<double, int> changes;
  for (const BusyTime& task : tasks) {
    Require(std::isfinite(task.start) && std::isfinite(task.end) &&
                task.start <= task.end,
            "a task ends after its start");
    ++changes[task.start];
    --changes[task.end];
  }
  std::vector<ActiveStep> steps;
  int active = 0;
  for (const auto& [time, change] : changes) {
    if (change == 0) continue;
    active += change;
    steps.push_back({time, active});
  }
  return steps;
}

std::optional<Concurrency> AchievedConcurrency(
    std::span<const BusyTime> tasks) {
  const std::vector<ActiveStep> steps = ActiveOverTime(tasks);
  if (steps.empty()) return std::nullopt;
  Concurrency concurrency;
  double work = 0;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    work += steps[i].active * (steps[i + 1].time - steps[i].time);
    concurrency.maximum = std::max(concurrency.maximum, steps[i].active);
  }
  concurrency.mean = work / (steps.back().time - steps.front().time);
  return concurrency;
}

std::vector<std::size_t> Lanes(std::span<const BusyTime> tasks) {
  std::vector<std::size_t> order(tasks.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(
      order, {}, [&](std::size_t i) { return std::pair(tasks[i].start, i); });
  std::vector<std::size_t> lanes(tasks.size());
  std::vector<double> free_at;  // of each lane
  for (const std::size_t i : order) {
    auto lane = std::ranges::find_if(
        free_at, [&](double free) { return free <= tasks[i].start; });
    if (lane == free_at.end()) lane = free_at.insert(lane, 0);
    *lane = tasks[i].end;
    lanes[i] = static_cast<std::size_t>(lane - free_at.begin());
  }
  return lanes;
}

}  // namespace bench
