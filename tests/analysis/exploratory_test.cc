#include "analysis/exploratory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "result_sample.h"

namespace bench {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const std::vector<double> kFaster = {0.5, 0.51, 0.52, 0.53, 0.54, 0.55};

std::vector<Comparison> Explored(std::vector<StrategySpec> strategies) {
  return ExploratoryComparisons(
      Analyze({RatiosOf(std::move(strategies), kFaster)}));
}

TEST(ExploratoryTest, ProcessesAreHeldAgainstAsManyThreads) {
  const StrategySpec eight = {"thread-pool", 8};
  EXPECT_THAT(Explored({kSequential, kThreadPool}), IsEmpty());
  EXPECT_THAT(Explored({kSequential, kProcessPool}), IsEmpty());
  EXPECT_THAT(Explored({kSequential, eight, kProcessPool}), IsEmpty());
  // That one is planned.
  EXPECT_THAT(Explored({kThreadPool, kProcessPool, kSequential}), IsEmpty());
  const auto both = Explored({kSequential, eight, kThreadPool, kProcessPool});
  ASSERT_THAT(both, SizeIs(1));
  EXPECT_EQ(both[0].of, kProcessPool);
  EXPECT_EQ(both[0].to, kThreadPool);
  EXPECT_FALSE(both[0].planned);
}

TEST(ExploratoryTest, ThePostsPoolsAreHeldAgainstItsOneByOne) {
  const StrategySpec sequential = {"python-sequential", 0};
  const StrategySpec threads = {"python-thread-pool", 5};
  EXPECT_THAT(Explored({kSequential, threads}), IsEmpty());
  // That one is planned.
  EXPECT_THAT(Explored({sequential, threads, kSequential}), IsEmpty());
  const auto own = Explored({kSequential, threads, sequential});
  ASSERT_THAT(own, SizeIs(1));
  EXPECT_EQ(own[0].of, threads);
  EXPECT_EQ(own[0].to, sequential);
}

TEST(ExploratoryTest, AVariantIsNotComparedAsIfItWereThePlainOne) {
  StrategySpec slow = kProcessPool;
  slow.variant = "slow";
  slow.env = {{"GOMAXPROCS", "1"}};
  EXPECT_THAT(Explored({kSequential, kThreadPool, slow}), IsEmpty());
  StrategySpec slow_threads = kThreadPool;
  slow_threads.variant = "slow-threads";
  slow_threads.env = slow.env;
  EXPECT_THAT(Explored({kSequential, slow_threads, slow}), SizeIs(1));
  StrategySpec own = {"python-sequential", 0};
  own.variant = "mine";
  EXPECT_THAT(Explored({kSequential, own, {"python-thread-pool", 5}}),
              IsEmpty());
}

}  // namespace
}  // namespace bench
