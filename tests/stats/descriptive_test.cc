#include "stats/descriptive.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

namespace bench {
namespace {

// Expected values: Python's statistics.mean, stdev, median.
TEST(DescriptiveTest, AgreesWithPython) {
  const std::vector<double> values = {0.803, 0.771, 0.848, 0.799, 0.812};
  const auto summary = Summarize(values);
  ASSERT_TRUE(summary);
  EXPECT_NEAR(summary->mean, 0.8066, 1e-12);
  EXPECT_NEAR(*summary->stddev, 0.027754278949380023, 1e-12);
  EXPECT_DOUBLE_EQ(summary->median, 0.803);
  EXPECT_DOUBLE_EQ(summary->min, 0.771);
  EXPECT_DOUBLE_EQ(summary->max, 0.848);
}

TEST(DescriptiveTest, MedianOfAnEvenCountIsTheMiddle) {
  EXPECT_DOUBLE_EQ(Summarize(std::vector{4.0, 1.0, 2.0, 3.0})->median, 2.5);
}

// Selecting the median must not take the ends away from where they are looked
// for, however many values there are and in whatever order they come.
TEST(DescriptiveTest, TheEndsAreTheSmallestAndTheLargest) {
  std::mt19937_64 random(1);
  for (std::size_t n = 1; n < 60; ++n) {
    std::vector<double> values(n);
    for (std::size_t i = 0; i < n; ++i) values[i] = static_cast<double>(i);
    std::ranges::shuffle(values, random);
    const auto summary = Summarize(values);
    EXPECT_EQ(summary->min, 0);
    EXPECT_EQ(summary->max, static_cast<double>(n - 1));
    EXPECT_EQ(summary->median, static_cast<double>(n - 1) / 2);
  }
}

TEST(DescriptiveTest, OneValueHasNoDeviation) {
  const auto summary = Summarize(std::vector{2.0});
  EXPECT_EQ(summary->mean, 2.0);
  EXPECT_EQ(summary->median, 2.0);
  EXPECT_FALSE(summary->stddev);
}

TEST(DescriptiveTest, NoValuesHaveNoSummary) {
  EXPECT_FALSE(Summarize(std::vector<double>{}));
}

}  // namespace
}  // namespace bench
