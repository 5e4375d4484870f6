#include "stats/concurrency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace bench {
namespace {

using Tasks = std::vector<BusyTime>;
using testing::ElementsAre;

TEST(ConcurrencyTest, CountsWhoIsAtWork) {
  //  0 1 2 3 4 5
  //  --------
  //    ----
  //    ----------
  const Tasks tasks = {{0, 4}, {1, 3}, {1, 6}};
  EXPECT_THAT(ActiveOverTime(tasks),
              ElementsAre(ActiveStep{0, 1}, ActiveStep{1, 3}, ActiveStep{3, 2},
                          ActiveStep{4, 1}, ActiveStep{6, 0}));
  const auto achieved = AchievedConcurrency(tasks);
  ASSERT_TRUE(achieved);
  EXPECT_DOUBLE_EQ(achieved->mean, 11.0 / 6);
  EXPECT_EQ(achieved->maximum, 3);
}

// One after the other, each beginning the moment the last one ended.
TEST(ConcurrencyTest, TasksThatTouchDoNotOverlap) {
  const Tasks tasks = {{2, 3}, {0, 1}, {1, 2}};
  EXPECT_THAT(ActiveOverTime(tasks),
              ElementsAre(ActiveStep{0, 1}, ActiveStep{3, 0}));
  EXPECT_DOUBLE_EQ(AchievedConcurrency(tasks)->mean, 1);
  EXPECT_EQ(AchievedConcurrency(tasks)->maximum, 1);
}

TEST(ConcurrencyTest, PausesCount) {
  const auto achieved = AchievedConcurrency(Tasks{{0, 1}, {3, 4}});
  EXPECT_DOUBLE_EQ(achieved->mean, .5);
  EXPECT_EQ(achieved->maximum, 1);
}

TEST(ConcurrencyTest, TasksWithoutDurationAreNoWork) {
  EXPECT_TRUE(ActiveOverTime(Tasks{{1, 1}}).empty());
  EXPECT_FALSE(AchievedConcurrency(Tasks{{1, 1}}));
  EXPECT_FALSE(AchievedConcurrency(Tasks{}));
}

TEST(ConcurrencyTest, RefusesTimeThatRunsBackwards) {
  EXPECT_THROW(ActiveOverTime(Tasks{{2, 1}}), std::invalid_argument);
}

}  // namespace
}  // namespace bench
