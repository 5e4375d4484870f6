#include "stats/paired_ratio.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "stats/descriptive.h"
#include "stats/detectable_effect.h"
#include "stats/holm.h"
#include "stats/signed_rank.h"
#include "stats_reference.h"

namespace bench {
namespace {

using Values = std::vector<double>;

// The times that have these logarithms of ratios to 1 s.
Values TimesOf(const Values& d) {
  Values times;
  for (const double x : d) times.push_back(std::exp(x));
  return times;
}

Values Ones(std::size_t n) { return Values(n, 1.0); }

TEST(PairedRatioTest, AgreesWithScipy) {
  for (const auto& known : Reference("paired")) {
    SCOPED_TRACE(known["name"]);
    const Values of = known["of"];
    const auto compared = ComparePairs(of, known["to"].get<Values>(), .95);
    ASSERT_TRUE(compared);
    EXPECT_EQ(compared->pairs, of.size());
    EXPECT_NEAR(compared->ratio, known["ratio"], 1e-12);
    EXPECT_NEAR(compared->p, known["p"], 1e-12);
    ASSERT_EQ(compared->interval.has_value(), known.contains("low"));
    ASSERT_EQ(compared->t_interval.has_value(), known.contains("low"));
    ASSERT_EQ(compared->detectable.has_value(), known.contains("low"));
    if (!compared->interval) continue;
    EXPECT_NEAR(compared->interval->low, known["low"], 1e-12);
    EXPECT_NEAR(compared->interval->high, known["high"], 1e-12);
    EXPECT_NEAR(compared->interval->level, known["reached"], 1e-12);
    EXPECT_NEAR(compared->t_interval->low, known["t_low"], 1e-11);
    EXPECT_NEAR(compared->t_interval->high, known["t_high"], 1e-11);
    EXPECT_EQ(compared->t_interval->level, .95);
    EXPECT_NEAR(*compared->detectable,
                DetectableRatio({.stddev = known["stddev"],
                                 .pairs = of.size(),
                                 .level = known["reached"]}),
                1e-12);
    EXPECT_FALSE(compared->intervals_disagree);
  }
}

TEST(PairedRatioTest, SwappingTheTwoTurnsTheRatioOver) {
  const Values of = {.48, .52, .47, .50, .55, .49, .51};
  const Values to = {.80, .79, .82, .90, .78, .81, .77};
  const auto there = ComparePairs(of, to, .95);
  const auto back = ComparePairs(to, of, .95);
  ASSERT_TRUE(there && back && there->interval && back->interval);
  EXPECT_NEAR(there->ratio, 1 / back->ratio, 1e-12);
  EXPECT_NEAR(there->interval->low, 1 / back->interval->high, 1e-12);
  EXPECT_NEAR(there->interval->high, 1 / back->interval->low, 1e-12);
  EXPECT_EQ(there->p, back->p);
}

TEST(PairedRatioTest, FivePairsClaimNothingAtAnyLevel) {
  const auto compared =
      ComparePairs(TimesOf({.1, .2, .3, .4, .5}), Ones(5), .8);
  ASSERT_TRUE(compared);
  EXPECT_NEAR(compared->ratio, std::exp(.3), 1e-12);
  EXPECT_EQ(compared->p, .0625);
  EXPECT_FALSE(compared->interval);
  EXPECT_FALSE(compared->t_interval);
  EXPECT_FALSE(compared->detectable);
}

TEST(PairedRatioTest, SixPairsAreTooFewForTwoLooks) {
  const Values of = TimesOf({.1, .2, .3, .4, .5, .6});
  EXPECT_TRUE(ComparePairs(of, Ones(6), .95)->interval);
  EXPECT_FALSE(ComparePairs(of, Ones(6), .975)->interval);
}

// 2^(1-n) * comparisons must not be above 1 - level.
TEST(PairedRatioTest, SeveralComparisonsTakeMorePairs) {
  EXPECT_EQ(PairsForClaim(.95, 1), 6u);
  EXPECT_EQ(PairsForClaim(.95, 2), 7u);
  EXPECT_EQ(PairsForClaim(.95, 3), 7u);
  EXPECT_EQ(PairsForClaim(.95, 4), 8u);
  EXPECT_EQ(PairsForClaim(.95, 5), 8u);
  EXPECT_EQ(PairsForClaim(.975, 2), 8u);
  EXPECT_EQ(PairsForClaim(.975, 5), 9u);
  // As Holm has it: the smallest p that there is, as often as comparisons.
  for (const std::size_t comparisons : {2u, 5u}) {
    const std::size_t needed = PairsForClaim(.95, comparisons);
    const auto least = [&](std::size_t pairs) {
      const double p = ComparePairs(Values(pairs, .5), Ones(pairs), .95)->p;
      return AdjustHolm(Values(comparisons, p)).front();
    };
    EXPECT_LT(least(needed), .05);
    EXPECT_GT(least(needed - 1), .05);
  }
}

TEST(PairedRatioTest, WhatWouldBeFoundIsOfTheLevelThatHolmApplies) {
  const Values d = {.1, -.2, .3, -.1, .2, .05, -.15, .12, -.07, .22, .01, -.3};
  const auto of_one = ComparePairs(TimesOf(d), Ones(12), .95);
  const auto of_five = ComparePairs(TimesOf(d), Ones(12), .95, 5);
  ASSERT_TRUE(of_one->detectable && of_five->detectable);
  EXPECT_NEAR(*of_five->detectable,
              DetectableRatio({.stddev = *Summarize(d)->stddev,
                               .pairs = 12,
                               .level = FindSignedRankInterval(d, .99)->level}),
              1e-9);
  EXPECT_GT(*of_five->detectable, *of_one->detectable);
  EXPECT_EQ(of_five->interval->low, of_one->interval->low);
}

TEST(PairedRatioTest, WhereNothingCouldBeFoundThereIsNoEffect) {
  const Values six = TimesOf({.1, .2, .3, .4, .5, .6});
  const auto compared = ComparePairs(six, Ones(6), .95, 2);
  EXPECT_TRUE(compared->interval);
  EXPECT_FALSE(compared->detectable);
  const Values seven = TimesOf({.1, .2, .3, .4, .5, .6, .7});
  EXPECT_TRUE(ComparePairs(seven, Ones(7), .95, 2)->detectable);
  EXPECT_FALSE(ComparePairs(seven, Ones(7), .95, 5)->detectable);
}

// One block in which the machine stood still: the ranks hardly notice.
TEST(PairedRatioTest, AClaimTakesSoManyPairs) {
  EXPECT_EQ(PairsForClaim(.8), 6u);
  EXPECT_EQ(PairsForClaim(.95), 6u);
  EXPECT_EQ(PairsForClaim(.96875), 6u);
  EXPECT_EQ(PairsForClaim(.975), 7u);
  EXPECT_EQ(PairsForClaim(.99), 8u);
  // One pair fewer has no interval, as many have one.
  EXPECT_FALSE(ComparePairs(Ones(6), Ones(6), .975)->interval);
  EXPECT_TRUE(ComparePairs(Ones(7), Ones(7), .975)->interval);
}

TEST(PairedRatioTest, AnIntervalTwiceAsWideIsADisagreement) {
  Values d = {.20, .22, .18, .21, .19, .23, .17, .24, .16, .20, .21, .19};
  EXPECT_FALSE(ComparePairs(TimesOf(d), Ones(12), .95)->intervals_disagree);
  d.back() = .6;
  const auto compared = ComparePairs(TimesOf(d), Ones(12), .95);
  EXPECT_TRUE(compared->intervals_disagree);
  // The conclusion is the same for all that.
  EXPECT_GT(compared->interval->low, 1);
  EXPECT_GT(compared->t_interval->low, 1);
}

TEST(PairedRatioTest, AnotherConclusionIsADisagreement) {
  // All blocks agree in the direction, one of them far more than the others.
  const auto compared =
      ComparePairs(TimesOf({.01, .02, .03, .04, .05, .5}), Ones(6), .95);
  EXPECT_TRUE(compared->intervals_disagree);
  EXPECT_GT(compared->interval->low, 1);
  EXPECT_LT(compared->t_interval->low, 1);
  // As wide as each other, nearly.
  EXPECT_NEAR(std::log(compared->interval->high / compared->interval->low),
              std::log(compared->t_interval->high / compared->t_interval->low),
              .1);
}

TEST(PairedRatioTest, TimesThatNeverDifferAreOneRatioWithoutWidth) {
  const auto compared = ComparePairs(Values(6, .5), Values(6, .5), .95);
  ASSERT_TRUE(compared && compared->interval);
  EXPECT_EQ(compared->ratio, 1);
  EXPECT_EQ(compared->interval->low, 1);
  EXPECT_EQ(compared->interval->high, 1);
  EXPECT_EQ(compared->p, 1);
  EXPECT_EQ(compared->detectable, 1);
  EXPECT_FALSE(compared->intervals_disagree);
}

TEST(PairedRatioTest, NoPairsNoRatio) {
  EXPECT_FALSE(ComparePairs(Values{}, Values{}, .95));
}

TEST(PairedRatioTest, RefusesWhatAreNoPairsOfTimes) {
  EXPECT_THROW(ComparePairs(Ones(6), Ones(7), .95), std::invalid_argument);
  EXPECT_THROW(ComparePairs(Values{0}, Ones(1), .95), std::invalid_argument);
  EXPECT_THROW(ComparePairs(Ones(1), Values{-1}, .95), std::invalid_argument);
}

}  // namespace
}  // namespace bench
