#include "stats/signed_rank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "stats_reference.h"

namespace bench {
namespace {

using Values = std::vector<double>;

// From a logistic distribution, symmetric about `centre`. The generator gives
// the same numbers with every standard library; its distributions do not.
Values DrawAround(std::size_t n, double centre, std::mt19937_64& random) {
  Values values(n);
  for (double& value : values) {
    const double uniform = (static_cast<double>(random() >> 11) + .5) * 0x1p-53;
    value = centre + std::log(uniform / (1 - uniform));
  }
  return values;
}

TEST(SignedRankTest, AgreesWithScipy) {
  for (const auto& known : Reference("signed_rank")) {
    SCOPED_TRACE(known["name"]);
    const Values d = known["d"];
    const auto test = TestSignedRank(d);
    EXPECT_EQ(test.n, known["n"]);
    EXPECT_EQ(test.positive_rank_sum, known["positive_rank_sum"]);
    EXPECT_NEAR(test.p, known["p"], 1e-12 * known["p"].get<double>());
    EXPECT_DOUBLE_EQ(HodgesLehmann(d).value(), known["hodges_lehmann"]);
    if (!known.contains("intervals")) continue;
    for (const auto& expected : known["intervals"]) {
      SCOPED_TRACE(expected.dump());
      const auto interval = FindSignedRankInterval(d, expected["level"]);
      ASSERT_EQ(interval.has_value(), !expected.contains("none"));
      if (!interval) continue;
      EXPECT_EQ(interval->low, expected["lower"]);
      EXPECT_EQ(interval->high, expected["upper"]);
      EXPECT_NEAR(interval->level, expected["reached"], 1e-12);
    }
  }
}

// The table in which one looks up how many blocks a claim takes.
TEST(SignedRankTest, SixPairsAreTheFirstWithAnIntervalOf95Percent) {
  const Values six = {.3, -.1, .2, .5, .4, .1};
  const auto interval = FindSignedRankInterval(six, .95);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, -.1);
  EXPECT_EQ(interval->high, .5);
  EXPECT_EQ(interval->level, .96875);
  EXPECT_FALSE(FindSignedRankInterval(six, .975));

  const Values five = {.3, -.1, .2, .5, .4};
  EXPECT_FALSE(FindSignedRankInterval(five, .95));
  EXPECT_EQ(FindSignedRankInterval(five, .9)->level, .9375);
  EXPECT_FALSE(FindSignedRankInterval(Values{}, .5));
}

TEST(SignedRankTest, TheSmallestPIsThatOfAllDifferencesOnOneSide) {
  const std::vector<std::pair<std::size_t, double>> table = {
      {3, .25}, {4, .125}, {5, .0625}, {6, .03125}, {7, .015625}};
  for (const auto& [n, smallest] : table) {
    Values d(n);
    for (std::size_t i = 0; i < n; ++i) d[i] = static_cast<double>(i + 1);
    EXPECT_EQ(TestSignedRank(d).p, smallest) << n;
  }
}

// Zeros say nothing about the direction: the test leaves them out, the estimate
// and the interval keep them.
TEST(SignedRankTest, ZerosDropOutOfTheTestAlone) {
  const Values d = {0, 0, .1, .2, .3, .4, .5, .6};
  const auto test = TestSignedRank(d);
  EXPECT_EQ(test.n, 6u);
  EXPECT_EQ(test.p, .03125);
  EXPECT_EQ(FindSignedRankInterval(d, .95)->low, .05);
}

TEST(SignedRankTest, TiedSizesShareTheMeanOfTheirRanks) {
  // The ranks 1.5, 1.5 and 3 have the sums 0, 1.5 and 1.5, 3 and 3, 4.5
  // and 4.5, 6; three of these eight are 4.5 or more.
  const auto test = TestSignedRank(Values{1, -1, 2});
  EXPECT_EQ(test.positive_rank_sum, 4.5);
  EXPECT_EQ(test.p, .75);
}

TEST(SignedRankTest, NothingToRankIsNoEvidence) {
  EXPECT_EQ(TestSignedRank(Values{}).p, 1);
  EXPECT_EQ(TestSignedRank(Values{0, 0}).p, 1);
  EXPECT_FALSE(HodgesLehmann(Values{}));
}

TEST(SignedRankTest, RefusesWhatIsNoNumberAndNoLevel) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(TestSignedRank(Values{1, nan}), std::invalid_argument);
  EXPECT_THROW(HodgesLehmann(Values{1, nan}), std::invalid_argument);
  EXPECT_THROW(FindSignedRankInterval(Values{1, 2}, 1), std::invalid_argument);
  EXPECT_THROW(FindSignedRankInterval(Values{1, 2}, 0), std::invalid_argument);
}

// Test and interval are two sides of one thing: 0 is outside exactly when p is
// at most what the interval leaves out.
TEST(SignedRankTest, TheIntervalLeavesOutZeroWhenTheTestRejectsIt) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 300; ++i) {
    const Values d =
        DrawAround(6 + static_cast<std::size_t>(i % 20), 1, random);
    const auto interval = FindSignedRankInterval(d, .95);
    ASSERT_TRUE(interval);
    const bool outside = interval->low > 0 || interval->high < 0;
    EXPECT_EQ(outside, TestSignedRank(d).p <= 1 - interval->level + 1e-12);
  }
}

// The exact procedure goes over into the approximation without a step.
TEST(SignedRankTest, ManyPairsAreApproximatedClosely) {
  std::mt19937_64 random(11);
  Values d = DrawAround(kMaxExactPairs, .2, random);
  const auto exact = FindSignedRankInterval(d, .95);
  d.push_back(HodgesLehmann(d).value());
  const auto approximate = FindSignedRankInterval(d, .95);
  ASSERT_TRUE(exact && approximate);
  EXPECT_NEAR(exact->low, approximate->low, .01);
  EXPECT_NEAR(exact->high, approximate->high, .01);
  EXPECT_GE(approximate->level, .95 - 1e-12);
  EXPECT_LT(approximate->level, .951);
}

class CoverageTest : public testing::TestWithParam<std::size_t> {};

// It holds the true centre as often as it says.
TEST_P(CoverageTest, IsTheLevelAchieved) {
  constexpr int kDraws = 2000;
  constexpr double kCentre = .3;
  std::mt19937_64 random(2024);
  int held = 0;
  double level = 0;
  for (int i = 0; i < kDraws; ++i) {
    const auto interval =
        FindSignedRankInterval(DrawAround(GetParam(), kCentre, random), .95);
    ASSERT_TRUE(interval);
    held += interval->low <= kCentre && kCentre <= interval->high ? 1 : 0;
    level = interval->level;
  }
  const double coverage = static_cast<double>(held) / kDraws;
  EXPECT_GE(coverage, .94);
  // Three standard errors of the simulation.
  EXPECT_NEAR(coverage, level, 3 * std::sqrt(level * (1 - level) / kDraws));
}

INSTANTIATE_TEST_SUITE_P(Pairs, CoverageTest, testing::Values(6, 12));

}  // namespace
}  // namespace bench
