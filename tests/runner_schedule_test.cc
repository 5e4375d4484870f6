#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
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
      names, testing::ElementsAre("thread-pool", "sequential", "process-pool",
                                  "thread-pool", "process-pool", "sequential"));
}

TEST(ScheduleTest, EveryPositionIsReachedByEveryStrategy) {
  std::map<std::pair<std::string, int>, int> count;
  for (const PlannedTrial& trial : MakeSchedule(kThree, 600, 3)) {
    ++count[{trial.strategy.name, trial.position}];
  }
  ASSERT_EQ(count.size(), 9u);
  for (const auto& [where, times] : count) {
    EXPECT_NEAR(times, 200, 50) << where.first << " at " << where.second;
  }
}

}  // namespace
}  // namespace bench
