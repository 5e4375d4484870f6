#include "stats/williams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace bench {
namespace {

using testing::Each;
using testing::Pair;

class WilliamsTest : public testing::TestWithParam<int> {
 protected:
  const int k_ = GetParam();
  const std::vector<std::vector<int>> rows_ = WilliamsDesign(k_);
  const int squares_ = k_ % 2 == 1 && k_ > 1 ? 2 : 1;
};

TEST_P(WilliamsTest, EveryRowHasEveryTreatmentOnce) {
  EXPECT_EQ(rows_.size(), static_cast<std::size_t>(squares_ * k_));
  for (const std::vector<int>& row : rows_) {
    EXPECT_EQ(row.size(), static_cast<std::size_t>(k_));
    const std::set<int> seen(row.begin(), row.end());
    EXPECT_EQ(seen.size(), row.size());
    EXPECT_EQ(*seen.begin(), 0);
    EXPECT_EQ(*seen.rbegin(), k_ - 1);
  }
}

TEST_P(WilliamsTest, EveryPositionIsReachedEquallyOften) {
  std::map<std::pair<int, std::size_t>, int> count;
  for (const std::vector<int>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) ++count[{row[i], i}];
  }
  EXPECT_EQ(count.size(), static_cast<std::size_t>(k_ * k_));
  EXPECT_THAT(count, Each(Pair(testing::_, squares_)));
}

TEST_P(WilliamsTest, EveryOrderedPairIsNextToEachOtherEquallyOften) {
  std::map<std::pair<int, int>, int> count;
  for (const std::vector<int>& row : rows_) {
    for (std::size_t i = 1; i < row.size(); ++i) {
      ++count[{row[i - 1], row[i]}];
    }
  }
  EXPECT_EQ(count.size(), static_cast<std::size_t>(k_ * (k_ - 1)));
  EXPECT_THAT(count, Each(Pair(testing::_, squares_)));
}

INSTANTIATE_TEST_SUITE_P(Treatments, WilliamsTest, testing::Range(1, 13));

TEST(WilliamsDesignTest, NoTreatmentsHaveNoDesign) {
  EXPECT_THROW(WilliamsDesign(0), std::invalid_argument);
}

}  // namespace
}  // namespace bench
