// What holds for every input, tried with random ones.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "random_times.h"
#include "stats/paired_ratio.h"
#include "stats/signed_rank.h"
#include "stats/unpaired_ratio.h"

namespace bench {
namespace {

using Values = std::vector<double>;

constexpr int kInputs = 100;
constexpr double kRounding = 1e-9;

Values Scaled(Values values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

Values Reordered(const Values& values, const std::vector<std::size_t>& order) {
  Values reordered;
  for (const std::size_t i : order) reordered.push_back(values[i]);
  return reordered;
}

std::vector<std::size_t> RandomOrder(std::size_t n, RandomTimes& random) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i-- > 1;) {
    std::swap(order[i], order[random.Whole(0, i)]);
  }
  return order;
}

// Both comparisons have these.
template <typename Ratio>
void ExpectSame(const Ratio& a, const Ratio& b) {
  EXPECT_NEAR(a.ratio, b.ratio, kRounding);
  EXPECT_NEAR(a.p, b.p, kRounding);
  ASSERT_EQ(a.interval.has_value(), b.interval.has_value());
  if (!a.interval) return;
  EXPECT_NEAR(a.interval->low, b.interval->low, kRounding);
  EXPECT_NEAR(a.interval->high, b.interval->high, kRounding);
  EXPECT_NEAR(a.t_interval->low, b.t_interval->low, kRounding);
  EXPECT_NEAR(a.t_interval->high, b.t_interval->high, kRounding);
}

template <typename Ratio>
void ExpectTurnedOver(const Ratio& a, const Ratio& b) {
  EXPECT_NEAR(a.ratio, 1 / b.ratio, kRounding);
  EXPECT_NEAR(a.p, b.p, kRounding);
  ASSERT_EQ(a.interval.has_value(), b.interval.has_value());
  if (!a.interval) return;
  EXPECT_NEAR(a.interval->low, 1 / b.interval->high, kRounding);
  EXPECT_NEAR(a.interval->high, 1 / b.interval->low, kRounding);
  EXPECT_NEAR(a.t_interval->low, 1 / b.t_interval->high, kRounding);
  EXPECT_NEAR(a.t_interval->high, 1 / b.t_interval->low, kRounding);
}

template <typename Ratio>
void ExpectInOrder(const Ratio& compared) {
  EXPECT_GT(compared.p, 0);
  EXPECT_LE(compared.p, 1);
  if (!compared.interval) return;
  EXPECT_LE(compared.interval->low, compared.ratio + kRounding);
  EXPECT_GE(compared.interval->high, compared.ratio - kRounding);
  EXPECT_GE(compared.interval->level, .95);
}

TEST(PropertiesTest, PairedRatios) {
  RandomTimes random(1);
  for (int input = 0; input < kInputs; ++input) {
    SCOPED_TRACE(input);
    const std::size_t n = random.Whole(1, 30);
    const Values of = random.Times(n, .5 + random.Uniform(), .1, .1);
    const Values to = random.Times(n, .5 + random.Uniform(), .1, .1);
    const PairedRatio compared = ComparePairs(of, to, .95).value();
    ExpectInOrder(compared);
    const auto bare = FindSignedRankInterval(LogRatios(of, to), .95);
    if (compared.interval) {
      EXPECT_EQ(compared.interval->low, std::exp(bare->low));
      EXPECT_EQ(compared.interval->high, std::exp(bare->high));
    }
    ExpectTurnedOver(compared, ComparePairs(to, of, .95).value());
    // Another unit of time.
    ExpectSame(compared,
               ComparePairs(Scaled(of, 1e3), Scaled(to, 1e3), .95).value());
    const auto order = RandomOrder(n, random);
    ExpectSame(
        compared,
        ComparePairs(Reordered(of, order), Reordered(to, order), .95).value());
  }
}

// A block in which everything takes twice as long changes nothing: that is what
// the pairs are for.
TEST(PropertiesTest, PairedRatiosDoNotSeeWhatABlockHasInCommon) {
  RandomTimes random(2);
  for (int input = 0; input < kInputs; ++input) {
    SCOPED_TRACE(input);
    const std::size_t n = random.Whole(1, 30);
    Values of = random.Times(n, 1, .1);
    Values to = random.Times(n, 1, .1);
    const PairedRatio compared = ComparePairs(of, to, .95).value();
    for (std::size_t i = 0; i < n; ++i) {
      const double load = random.Time(1, .5);
      of[i] *= load;
      to[i] *= load;
    }
    ExpectSame(compared, ComparePairs(of, to, .95).value());
  }
}

TEST(PropertiesTest, UnpairedRatios) {
  RandomTimes random(3);
  for (int input = 0; input < kInputs; ++input) {
    SCOPED_TRACE(input);
    const Values of = random.Times(random.Whole(1, 20), 1, .1, .1);
    const Values to = random.Times(random.Whole(1, 20), 1.1, .1, .1);
    const UnpairedRatio compared = CompareUnpaired(of, to, .95).value();
    ExpectInOrder(compared);
    ExpectTurnedOver(compared, CompareUnpaired(to, of, .95).value());
    ExpectSame(compared,
               CompareUnpaired(Scaled(of, 1e3), Scaled(to, 1e3), .95).value());
    // Each side in an order of its own: nothing is paired.
    ExpectSame(compared, CompareUnpaired(
                             Reordered(of, RandomOrder(of.size(), random)),
                             Reordered(to, RandomOrder(to.size(), random)), .95)
                             .value());
  }
}

// A side that takes twice as long has twice the ratio, and nothing else moves.
TEST(PropertiesTest, RatiosFollowOneSide) {
  RandomTimes random(4);
  for (int input = 0; input < kInputs; ++input) {
    SCOPED_TRACE(input);
    const std::size_t n = random.Whole(6, 20);
    const Values of = random.Times(n, 1, .1);
    const Values to = random.Times(n, 1, .1);
    const auto paired = ComparePairs(of, to, .95).value();
    const auto twice = ComparePairs(Scaled(of, 2), to, .95).value();
    EXPECT_NEAR(twice.ratio, 2 * paired.ratio, kRounding);
    EXPECT_NEAR(twice.interval->high, 2 * paired.interval->high, kRounding);
    const auto unpaired = CompareUnpaired(of, to, .95).value();
    const auto doubled = CompareUnpaired(Scaled(of, 2), to, .95).value();
    EXPECT_NEAR(doubled.ratio, 2 * unpaired.ratio, kRounding);
    EXPECT_NEAR(doubled.interval->low, 2 * unpaired.interval->low, kRounding);
  }
}

}  // namespace
}  // namespace bench
