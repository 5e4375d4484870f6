#include "runner/calm.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace bench {
namespace {

// A machine whose processors are in use as `shares_` says, one window after the
// other; the last share goes on. No time passes on the clock.
class CalmTest : public testing::Test {
 protected:
  std::optional<double> Await(double max_busy) {
    return AwaitCalm(
        max_busy, stop_.get_token(), [&] { return cpu_; },
        [&](const std::stop_token&, std::chrono::nanoseconds duration) {
          waited_ += duration;
          const double share = shares_[std::min(windows_, shares_.size() - 1)];
          if (++windows_ == stop_after_) stop_.request_stop();
          if (cpu_) {
            cpu_->busy += share * 100;
            cpu_->total += 100;
          }
          return !stop_.stop_requested();
        });
  }

  std::vector<double> shares_ = {0};
  std::optional<MachineCpu> cpu_ = MachineCpu{};
  std::stop_source stop_;
  std::size_t stop_after_ = 0;
  std::size_t windows_ = 0;
  std::chrono::nanoseconds waited_{0};
};

TEST_F(CalmTest, WaitsWhileTheMachineIsBusy) {
  shares_ = {0.9, 0.6, 0.5, 0.1};
  EXPECT_DOUBLE_EQ(Await(0.5).value(), 0.5);
  EXPECT_EQ(windows_, 3u);
}

TEST_F(CalmTest, ACalmMachineIsLookedAtOnce) {
  shares_ = {0.25, 0.9};
  EXPECT_DOUBLE_EQ(Await(0.5).value(), 0.25);
  EXPECT_EQ(windows_, 1u);
}

TEST_F(CalmTest, GivesUpAfterTenSeconds) {
  shares_ = {0.75};
  EXPECT_DOUBLE_EQ(Await(0.5).value(), 0.75);
  EXPECT_EQ(waited_, std::chrono::seconds(10));
}

TEST_F(CalmTest, EndsWhenTheRunIsToStop) {
  shares_ = {0.75};
  stop_after_ = 2;
  EXPECT_DOUBLE_EQ(Await(0.5).value(), 0.75);
  EXPECT_EQ(windows_, 2u);
}

TEST_F(CalmTest, WhereNothingIsKnownNothingIsWaitedFor) {
  cpu_.reset();
  EXPECT_FALSE(Await(0.5));
  EXPECT_EQ(windows_, 1u);
}

TEST_F(CalmTest, EverythingIsCalmEnoughForAWholeMachine) {
  EXPECT_FALSE(Await(1));
  EXPECT_EQ(windows_, 0u);
}

}  // namespace
}  // namespace bench
