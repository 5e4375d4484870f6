#include "stats/rank_sum.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "stats_reference.h"

namespace bench {
namespace {

using Values = std::vector<double>;

TEST(RankSumTest, AgreesWithScipy) {
  for (const auto& known : Reference("rank_sum")) {
    SCOPED_TRACE(known["name"]);
    const Values x = known["x"];
    const Values y = known["y"];
    const RankSumTest test = TestRankSum(x, y);
    EXPECT_EQ(test.u, known["u"]);
    EXPECT_NEAR(test.p, known["p"], 1e-11);
    EXPECT_DOUBLE_EQ(HodgesLehmannShift(x, y).value(), known["hodges_lehmann"]);
    if (!known.contains("intervals")) continue;
    for (const auto& expected : known["intervals"]) {
      SCOPED_TRACE(expected.dump());
      const auto interval = FindShiftInterval(x, y, expected["level"]);
      ASSERT_EQ(interval.has_value(), !expected.contains("none"));
      if (!interval) continue;
      EXPECT_EQ(interval->low, expected["lower"]);
      EXPECT_EQ(interval->high, expected["upper"]);
      EXPECT_NEAR(interval->level, expected["reached"], 1e-12);
    }
  }
}

// Where the exact distribution is left for the normal one, nothing jumps.
TEST(RankSumTest, TheApproximationGoesOnWhereTheExactOneEnds) {
  Values x;
  Values y;
  for (int i = 0; i < 50; ++i) {
    x.push_back(i);
    y.push_back(i + 8.5);
  }
  const RankSumTest exact = TestRankSum(x, y);
  const auto exact_interval = FindShiftInterval(x, y, .95);
  ASSERT_TRUE(exact_interval);
  y.push_back(33.25);  // in the middle of y
  const RankSumTest normal = TestRankSum(x, y);
  const auto normal_interval = FindShiftInterval(x, y, .95);
  ASSERT_TRUE(normal_interval);
  EXPECT_NEAR(normal.p, exact.p, .003);
  EXPECT_NEAR(normal_interval->low, exact_interval->low, .5);
  EXPECT_NEAR(normal_interval->high, exact_interval->high, .5);
  EXPECT_NEAR(normal_interval->level, .95, .003);
}

TEST(RankSumTest, ThreeOfEachAreTooFewFor95Percent) {
  const Values x = {1, 2, 3};
  const Values y = {11, 12, 13};
  EXPECT_FALSE(FindShiftInterval(x, y, .95));
  EXPECT_DOUBLE_EQ(TestRankSum(x, y).p, .1);
  EXPECT_DOUBLE_EQ(FindShiftInterval(x, y, .9)->level, .9);
}

TEST(RankSumTest, AnEmptySampleTellsNothing) {
  EXPECT_FALSE(HodgesLehmannShift(Values{}, Values{1}));
  EXPECT_FALSE(FindShiftInterval(Values{1}, Values{}, .95));
  EXPECT_EQ(TestRankSum(Values{}, Values{1}).p, 1);
}

TEST(RankSumTest, RefusesWhatIsNoNumberAndNoLevel) {
  EXPECT_THROW(TestRankSum(Values{0. / 0.}, Values{1}), std::invalid_argument);
  EXPECT_THROW(FindShiftInterval(Values{1}, Values{1}, 95),
               std::invalid_argument);
}

}  // namespace
}  // namespace bench
