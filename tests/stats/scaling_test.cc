#include "stats/scaling.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace bench {
namespace {

// The post's own figures: three releases, 0.8 s to 0.48 s.
TEST(ScalingTest, ThePostLeavesFortyPercentSerial) {
  const double speedup = Speedup(.8, .48);
  EXPECT_NEAR(speedup, 1.67, .005);
  EXPECT_NEAR(Efficiency(speedup, 5, 3), .556, .001);
  EXPECT_NEAR(SerialFraction(1.67, 5, 3).value(), .40, .005);
}

TEST(ScalingTest, WorkersWithoutATaskDoNotCount) {
  EXPECT_EQ(Efficiency(3, 3, 100), 1);
  EXPECT_EQ(Efficiency(3, 100, 3), 1);
  EXPECT_EQ(SerialFraction(2, 4, 10), SerialFraction(2, 10, 4));
}

TEST(ScalingTest, TheSerialFractionGoesFromAllToNothing) {
  EXPECT_DOUBLE_EQ(SerialFraction(4, 4, 4).value(), 0);
  EXPECT_DOUBLE_EQ(SerialFraction(1, 4, 4).value(), 1);
  EXPECT_GT(SerialFraction(.8, 4, 4).value(), 1);
  EXPECT_LT(SerialFraction(5, 4, 4).value(), 0);
}

TEST(ScalingTest, OneWorkerHasNoSerialFraction) {
  EXPECT_FALSE(SerialFraction(1, 1, 10));
  EXPECT_FALSE(SerialFraction(1, 10, 1));
}

TEST(ScalingTest, RefusesNoTimeAndNoWorkers) {
  EXPECT_THROW(Speedup(1, 0), std::invalid_argument);
  EXPECT_THROW(Efficiency(1, 0, 1), std::invalid_argument);
  EXPECT_THROW(SerialFraction(0, 2, 2), std::invalid_argument);
}

}  // namespace
}  // namespace bench
