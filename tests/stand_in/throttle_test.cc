#include "stand_in/throttle.h"

#include <gtest/gtest.h>

#include <chrono>

namespace bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Any time will do.
constexpr Throttle::Clock::time_point kStart{std::chrono::hours(1)};

TEST(ThrottleTest, LetsTheBurstThroughAndThenSoManyASecond) {
  Throttle throttle(0, 100);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(throttle.Take(kStart).count(), 0);
  EXPECT_EQ(throttle.Take(kStart), milliseconds(200));
  EXPECT_EQ(throttle.Take(kStart), milliseconds(400));
}

TEST(ThrottleTest, FillsUpAgainAsTimePasses) {
  Throttle throttle(10, 2);
  throttle.Take(kStart);
  throttle.Take(kStart);
  EXPECT_EQ(throttle.Take(kStart), milliseconds(100));
  // An hour later the bucket is full, and no fuller.
  const auto later = kStart + std::chrono::hours(1);
  EXPECT_EQ(throttle.Take(later).count(), 0);
  EXPECT_EQ(throttle.Take(later).count(), 0);
  EXPECT_EQ(throttle.Take(later), milliseconds(100));
}

TEST(ThrottleTest, KnowsNoLimitBelowZero) {
  Throttle throttle(-1, 1);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(throttle.Take(kStart).count(), 0);
}

TEST(ThrottleTest, SaysWhatClientGoDoesNotTake) {
  EXPECT_EQ(Throttle(0, 100).Problem(), "");
  EXPECT_EQ(Throttle(0, 0).Problem(), "");
  EXPECT_EQ(Throttle(-1, -1).Problem(), "");
  EXPECT_EQ(Throttle(0, -1).Problem(),
            "client rate limiter Wait returned an error: rate: Wait(n=1) "
            "exceeds limiter's burst -1");
  EXPECT_EQ(Throttle(2, 0).Problem(),
            "burst is required to be greater than 0 when RateLimiter is not "
            "set and QPS is set to greater than 0");
}

TEST(GoDurationTest, IsWrittenAsGoDoes) {
  EXPECT_EQ(GoDuration(seconds(2)), "2s");
  EXPECT_EQ(GoDuration(milliseconds(1200)), "1.2s");
  EXPECT_EQ(GoDuration(std::chrono::nanoseconds(2'000'086'385)),
            "2.000086385s");
  EXPECT_EQ(GoDuration(milliseconds(62'500)), "1m2.5s");
}

}  // namespace
}  // namespace bench
