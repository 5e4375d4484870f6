#include "report/lanes.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace bench {

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
