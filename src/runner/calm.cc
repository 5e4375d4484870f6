#include "runner/calm.h"

#include <chrono>

#include "process/machine_cpu.h"
#include "util/pause.h"

namespace bench {
namespace {

constexpr std::chrono::milliseconds kWindow{250};
constexpr int kMaxWindows = 40;

}  // namespace

std::optional<double> AwaitCalm(double max_busy, const std::stop_token& stop) {
  if (max_busy >= 1) return std::nullopt;
  std::optional<double> busy;
  for (int window = 0; window < kMaxWindows; ++window) {
    const auto before = ReadMachineCpu();
    Pause(stop, kWindow);
    busy = BusyShare(before, ReadMachineCpu());
    if (stop.stop_requested() || busy.value_or(0) <= max_busy) break;
  }
  return busy;
}

}  // namespace bench
