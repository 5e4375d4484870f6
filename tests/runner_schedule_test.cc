#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "runner/schedule.h"

namespace bench {
namespace {

const std::vector<StrategySpec> kThree = {
    {"sequential", 0}, {"thread-pool", 5}, {"process-pool", 5}};

TEST(ScheduleTest, EveryBlockHoldsEveryStrategyOnce) {
  const auto trials = MakeSchedule(kThree, 7, 1);
  ASSERT_EQ(trials.size(), 21u);
  for (int block = 1; block <= 7; ++block) {
    std::set<std::string> seen;
    for (int position = 1; position <= 3; ++position) {
      const PlannedTrial& trial = trials[(block - 1) * 3 + position - 1];
      EXPECT_EQ(trial.block, block);
      EXPECT_EQ(trial.position, position);
      seen.insert(trial.strategy.name);
    }
    EXPECT_EQ(seen.size(), 3u);
  }
}

TEST(ScheduleTest, TheSameSeedGivesTheSameOrder) {
  EXPECT_EQ(MakeSchedule(kThree, 20, 42), MakeSchedule(kThree, 20, 42));
  EXPECT_NE(MakeSchedule(kThree, 20, 42), MakeSchedule(kThree, 20, 43));
}

// A printed seed must give the same order again, with every compiler, library
// and later version.
TEST(ScheduleTest, TheOrderOfASeedNeverChanges) {
  std::vector<std::string> names;
  for (const PlannedTrial& trial : MakeSchedule(kThree, 2, 1)) {
    names.push_back(trial.strategy.name);
  }
  EXPECT_THAT(
      names, testing::ElementsAre("process-pool", "thread-pool", "sequential",
                                  "process-pool", "sequential", "thread-pool"));
}

TEST(ScheduleTest, NoStrategiesHaveNoTrials) {
  EXPECT_TRUE(MakeSchedule({}, 5, 1).empty());
  EXPECT_TRUE(MakeSchedule(kThree, 0, 1).empty());
}

std::vector<StrategySpec> Strategies(int count) {
  std::vector<StrategySpec> strategies;
  strategies.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) strategies.push_back({"s", i});
  return strategies;
}

int WorstPositions(const Imbalance& imbalance) {
  int worst = 0;
  for (const auto& of : imbalance.strategies) {
    worst = std::max(worst, of.positions);
  }
  return worst;
}

class BalanceTest : public testing::TestWithParam<int> {
 protected:
  const int k_ = GetParam();
  const int square_ = k_ % 2 == 1 && k_ > 1 ? 2 * k_ : k_;
};

TEST_P(BalanceTest, WholeSquaresAreBalancedThroughout) {
  for (const int squares : {1, 2, 3}) {
    const auto imbalance =
        MeasureImbalance(MakeSchedule(Strategies(k_), squares * square_, 9));
    EXPECT_EQ(imbalance.strategies.size(), static_cast<std::size_t>(k_));
    EXPECT_EQ(WorstPositions(imbalance), 0);
    EXPECT_EQ(imbalance.neighbours, 0);
  }
}

// Blocks over whole squares come from one more square, so they can put a
// strategy no more often at one position, or before one other, than it does.
TEST_P(BalanceTest, TheRestOfASquareUnbalancesLittle) {
  const int most = square_ / k_;
  for (int blocks = 1; blocks <= 2 * square_; ++blocks) {
    const auto imbalance =
        MeasureImbalance(MakeSchedule(Strategies(k_), blocks, 9));
    EXPECT_LE(WorstPositions(imbalance), most) << blocks;
    EXPECT_LE(imbalance.neighbours, most) << blocks;
  }
}

INSTANTIATE_TEST_SUITE_P(Strategies, BalanceTest, testing::Range(1, 9));

// The square itself is no order that is always the same.
TEST(ScheduleTest, SquaresAreDrawnAnew) {
  const auto trials = MakeSchedule(Strategies(4), 8, 1);
  std::vector<StrategySpec> first;
  std::vector<StrategySpec> second;
  for (const PlannedTrial& trial : trials) {
    (trial.block <= 4 ? first : second).push_back(trial.strategy);
  }
  EXPECT_NE(first, second);
  std::set<std::string> beginnings;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    beginnings.insert(MakeSchedule(kThree, 1, seed).front().strategy.name);
  }
  EXPECT_EQ(beginnings.size(), 3u);
}

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
