#include "runner/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "analysis/imbalance.h"

namespace bench {
namespace {

const std::vector<StrategySpec> kThree = {
    {"sequential", 0}, {"thread-pool", 5}, {"process-pool", 5}};

std::vector<PlannedTrial> Draw(const std::vector<StrategySpec>& strategies,
                               int blocks, std::uint64_t seed) {
  Plan plan;
  plan.seed = seed;
  plan.blocks = blocks;
  plan.max_blocks = blocks;
  return MakeSchedule(strategies, plan);
}

TEST(ScheduleTest, EveryBlockHoldsEveryStrategyOnce) {
  const auto trials = Draw(kThree, 7, 1);
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
  EXPECT_EQ(Draw(kThree, 20, 42), Draw(kThree, 20, 42));
  EXPECT_NE(Draw(kThree, 20, 42), Draw(kThree, 20, 43));
}

// A printed seed must give the same order again, with every compiler, library
// and later version.
TEST(ScheduleTest, TheOrderOfASeedNeverChanges) {
  std::vector<std::string> names;
  for (const PlannedTrial& trial : Draw(kThree, 2, 1)) {
    names.push_back(trial.strategy.name);
  }
  EXPECT_THAT(
      names, testing::ElementsAre("process-pool", "thread-pool", "sequential",
                                  "process-pool", "sequential", "thread-pool"));
}

// Whether a run warms up or may be extended is no reason for another order.
TEST(ScheduleTest, WarmUpAndSparesLeaveTheOtherBlocksAsTheyAre) {
  Plan plan;
  plan.seed = 42;
  plan.warm_up = 1;
  plan.blocks = 4;
  plan.max_blocks = 6;
  plan.spare_blocks = 3;
  std::vector<PlannedTrial> trials = MakeSchedule(kThree, plan);
  ASSERT_EQ(trials.size(), 30u);
  std::set<std::string> warmed_up;
  for (int position = 1; position <= 3; ++position) {
    const PlannedTrial& trial = trials[position - 1];
    EXPECT_EQ(trial.block, kWarmUpBlock);
    EXPECT_EQ(trial.position, position);
    warmed_up.insert(trial.strategy.name);
  }
  EXPECT_EQ(warmed_up.size(), 3u);
  trials.erase(trials.begin(), trials.begin() + 3);
  EXPECT_EQ(trials, Draw(kThree, 9, 42));
}

TEST(ScheduleTest, NoStrategiesHaveNoTrials) {
  EXPECT_TRUE(Draw({}, 5, 1).empty());
  EXPECT_TRUE(Draw(kThree, 0, 1).empty());
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
        MeasureImbalance(Draw(Strategies(k_), squares * square_, 9));
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
    const auto imbalance = MeasureImbalance(Draw(Strategies(k_), blocks, 9));
    EXPECT_LE(WorstPositions(imbalance), most) << blocks;
    EXPECT_LE(imbalance.neighbours, most) << blocks;
  }
}

INSTANTIATE_TEST_SUITE_P(Strategies, BalanceTest, testing::Range(1, 9));

// The square itself is no order that is always the same.
TEST(ScheduleTest, SquaresAreDrawnAnew) {
  const auto trials = Draw(Strategies(4), 8, 1);
  std::vector<StrategySpec> first;
  std::vector<StrategySpec> second;
  for (const PlannedTrial& trial : trials) {
    (trial.block <= 4 ? first : second).push_back(trial.strategy);
  }
  EXPECT_NE(first, second);
  std::set<std::string> beginnings;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    beginnings.insert(Draw(kThree, 1, seed).front().strategy.name);
  }
  EXPECT_EQ(beginnings.size(), 3u);
}

}  // namespace
}  // namespace bench
