#include <gtest/gtest.h>

#include "report/post.h"
#include "report_sample.h"

namespace bench {
namespace {

std::string Line(const Result& result) { return PostLine(Analyze({result})); }

TEST(PostTest, TheClaimIsHeldAgainstThePoolOfThreads) {
  EXPECT_EQ(Line(RatiosOf({kSequential, kThreadPool}, {0.8})),
            "The post's claim: a pool of threads takes 40 % less time (0.48 s "
            "instead of 0.8 s), 1.67 times as fast. Here: 20 % less, 1.25 "
            "times as fast (1 block, no claim).");
}

TEST(PostTest, APoolThatIsSlowerIsSaidToBe) {
  EXPECT_NE(Line(RatiosOf({kSequential, kThreadPool}, {1.25}))
                .find("25 % more, 0.80 times as fast"),
            std::string::npos);
}

TEST(PostTest, ItsOwnProgramsAreHeldAgainstEachOther) {
  const StrategySpec sequential = {"python-sequential", 0};
  const StrategySpec threads = {"python-thread-pool", 5};
  EXPECT_TRUE(
      Line(RatiosOf({kSequential, kThreadPool, sequential, threads}, {0.8}))
          .ends_with("(1 block, no claim). Its own programs here: 0 % less, "
                     "1.00 times as fast (1 block, exploratory)."));
  EXPECT_TRUE(Line(RatiosOf({kSequential, kThreadPool, threads}, {0.8}))
                  .ends_with("(1 block, no claim)."));
}

TEST(PostTest, WithoutItsTwoStrategiesThereIsNothingToSay) {
  EXPECT_EQ(Line(RatiosOf({kSequential, kProcessPool}, {0.8})), "");
  EXPECT_EQ(Line(RatiosOf({kProcessPool, kThreadPool}, {0.8})), "");
  EXPECT_EQ(Line(RatiosOf({kSequential}, {0.8})), "");
  StrategySpec variant = kThreadPool;
  variant.variant = "new";
  EXPECT_EQ(Line(RatiosOf({kSequential, variant}, {0.8})), "");
}

}  // namespace
}  // namespace bench
