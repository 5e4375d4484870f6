#include "runner/calm.h"

namespace bench {
namespace {

constexpr std::chrono::milliseconds kWindow{250};
constexpr int kMaxWindows = 40;

}  // namespace

std::optional<double> AwaitCalm(
    double max_busy, const std::stop_token& stop,
    const std::function<std::optional<MachineCpu>()>& read,
    const std::function<bool(const std::stop_token&, std::chrono::nanoseconds)>&
        pause) {
  if (max_busy >= 1) return std::nullopt;
  std::optional<double> busy;
  for (int window = 0; window < kMaxWindows; ++window) {
    const auto before = read();
    pause(stop, kWindow);
    busy = BusyShare(before, read());
    if (stop.stop_requested() || busy.value_or(0) <= max_busy) break;
  }
  return busy;
}

}  // namespace bench
