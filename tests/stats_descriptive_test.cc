#include <gtest/gtest.h>

#include <vector>

#include "stats/descriptive.h"

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
