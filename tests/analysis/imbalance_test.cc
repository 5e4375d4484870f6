#include "analysis/imbalance.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(ImbalanceTest, CountsPositionsAndNeighbours) {
  const StrategySpec a = {"a", 0};
  const StrategySpec b = {"b", 0};
  // Given a before b in three blocks, and b before a in one.
  const auto imbalance = MeasureImbalance({{1, 1, a},
                                           {1, 2, b},
                                           {2, 1, a},
                                           {2, 2, b},
                                           {3, 1, b},
                                           {3, 2, a},
                                           {4, 1, a},
                                           {4, 2, b}});
  ASSERT_EQ(imbalance.strategies.size(), 2u);
  EXPECT_EQ(imbalance.strategies[0].strategy, a);
  EXPECT_EQ(imbalance.strategies[0].positions, 2);
  EXPECT_EQ(imbalance.strategies[1].strategy, b);
  EXPECT_EQ(imbalance.strategies[1].positions, 2);
  EXPECT_EQ(imbalance.neighbours, 2);
}

TEST(ImbalanceTest, NoTrialsAreBalanced) {
  EXPECT_TRUE(MeasureImbalance({}).strategies.empty());
  EXPECT_EQ(MeasureImbalance({}).neighbours, 0);
}

}  // namespace
}  // namespace bench
