#include "stats/unpaired_ratio.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "stats_reference.h"

namespace bench {
namespace {

using Values = std::vector<double>;

TEST(UnpairedRatioTest, AgreesWithScipy) {
  for (const auto& known : Reference("unpaired")) {
    SCOPED_TRACE(known["name"]);
    const Values of = known["of"];
    const Values to = known["to"];
    const auto compared = CompareUnpaired(of, to, .95);
    ASSERT_TRUE(compared);
    EXPECT_EQ(compared->of_times, of.size());
    EXPECT_EQ(compared->to_times, to.size());
    EXPECT_NEAR(compared->ratio, known["ratio"], 1e-12);
    EXPECT_NEAR(compared->p, known["p"], 1e-12);
    // Scipy has an interval for 5 times, but we claim nothing of them.
    const bool enough = of.size() >= kMinTimesForClaim;
    ASSERT_EQ(compared->interval.has_value(), enough);
    ASSERT_EQ(compared->t_interval.has_value(), enough);
    if (!enough) continue;
    EXPECT_NEAR(compared->interval->low, known["low"], 1e-12);
    EXPECT_NEAR(compared->interval->high, known["high"], 1e-12);
    EXPECT_NEAR(compared->interval->level, known["reached"], 1e-12);
    EXPECT_NEAR(compared->t_interval->low, known["t_low"], 1e-11);
    EXPECT_NEAR(compared->t_interval->high, known["t_high"], 1e-11);
    EXPECT_FALSE(compared->intervals_disagree);
  }
}

TEST(UnpairedRatioTest, OneWildTimeMakesTheIntervalsDisagree) {
  const Values to = {.80, .79, .82, .81, .78, .83, .80, .79};
  Values of = {.90, .89, .92, .91, .88, .93, .90};
  EXPECT_FALSE(CompareUnpaired(of, to, .95)->intervals_disagree);
  of.back() = 9;
  const auto compared = CompareUnpaired(of, to, .95);
  EXPECT_TRUE(compared->intervals_disagree);
  EXPECT_GT(compared->interval->low, 1);
  EXPECT_LT(compared->interval->high, 1.5);
}

TEST(UnpairedRatioTest, NoTimesNoRatio) {
  EXPECT_FALSE(CompareUnpaired(Values{}, Values{1}, .95));
  EXPECT_FALSE(CompareUnpaired(Values{1}, Values{}, .95));
}

TEST(UnpairedRatioTest, RefusesWhatAreNoTimes) {
  EXPECT_THROW(CompareUnpaired(Values{0}, Values{1}, .95),
               std::invalid_argument);
}

}  // namespace
}  // namespace bench
