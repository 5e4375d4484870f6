#include "runner/progress.h"

#include <fmt/format.h>

#include "util/format.h"

namespace bench {

std::string TimeLeft(std::size_t done, std::size_t total,
                     Clock::duration elapsed) {
  if (done == 0 || done >= total) return "";
  const double seconds = std::chrono::duration<double>(elapsed).count();
  const double left =
      seconds / static_cast<double>(done) * static_cast<double>(total - done);
  return fmt::format("about {} left", FormatWait(left));
}

void Progress::Begin(const PlannedTrial& planned) {
  trial_ = fmt::format("[{}/{}] block {}, {}", done_ + 1, total_, planned.block,
                       planned.strategy.Label());
}

void Progress::Phase(std::string_view what) {
  const std::string left = TimeLeft(done_, total_, Clock::now() - begin_);
  status_.Progress(
      fmt::format("{}: {}{}{}", trial_, what, left.empty() ? "" : "; ", left));
}

}  // namespace bench
