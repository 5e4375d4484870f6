#include "runner/progress.h"

#include <fmt/format.h>

#include "util/format.h"

namespace bench {

std::string TimeLeft(std::size_t done, std::size_t total, Clock::duration took,
                     Clock::duration running) {
  if (done == 0 || done >= total) return "";
  const std::chrono::duration<double> mean =
      std::chrono::duration<double>(took) / static_cast<double>(done);
  const std::chrono::duration<double> left =
      mean * static_cast<double>(total - done) - running;
  return fmt::format("about {} left", FormatWait(left.count()));
}

namespace {

std::string BlockWords(int block) {
  return block == kWarmUpBlock ? "warm-up" : fmt::format("block {}", block);
}

}  // namespace

std::string TrialTitle(const PlannedTrial& planned) {
  return fmt::format("{}, {}", BlockWords(planned.block),
                     planned.strategy.Label());
}

void Progress::BeginGroup(const PlannedTrial& planned) {
  if (!grouped_ || group_ == planned.block) return;
  EndGroup();
  status_.Say("::group::" + BlockWords(planned.block));
  group_ = planned.block;
}

void Progress::EndGroup() {
  if (group_) status_.Say("::endgroup::");
  group_.reset();
}

void Progress::Begin(const PlannedTrial& planned) {
  BeginGroup(planned);
  begin_ = Clock::now();
  trial_ = fmt::format("[{}/{}] {}", done_ + 1, total_, TrialTitle(planned));
}

void Progress::Phase(std::string_view what) {
  const std::string left =
      TimeLeft(done_, total_, took_, Clock::now() - begin_);
  status_.Progress(
      fmt::format("{}: {}{}{}", trial_, what, left.empty() ? "" : "; ", left));
}

void Progress::End(std::string_view how) {
  ++done_;
  took_ += Clock::now() - begin_;
  status_.Say(fmt::format("{}: {}", trial_, how));
}

}  // namespace bench
