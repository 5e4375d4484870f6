#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sentences.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::HasSubstr;

std::string ClaimLine(const Result& result) {
  return BlogClaimLine(Analyze({result}));
}

TEST(BlogClaimTest, TheClaimIsHeldAgainstThePoolOfThreads) {
  EXPECT_EQ(ClaimLine(RatiosOf({kSequential, kThreadPool}, {0.8})),
            "The post's claim: a pool of threads takes 40 % less time (0.48 s "
            "instead of 0.8 s), 1.67 times as fast. Here: 20 % less, 1.25 "
            "times as fast (1 block, no claim).");
}

TEST(BlogClaimTest, APoolThatIsSlowerIsSaidToBe) {
  EXPECT_NE(ClaimLine(RatiosOf({kSequential, kThreadPool}, {1.25}))
                .find("25 % more, 0.80 times as fast"),
            std::string::npos);
}

TEST(BlogClaimTest, ItsOwnProgramsAreHeldAgainstEachOther) {
  const StrategySpec sequential = {"python-sequential", 0};
  const StrategySpec threads = {"python-thread-pool", 5};
  EXPECT_TRUE(
      ClaimLine(
          RatiosOf({kSequential, kThreadPool, sequential, threads}, {0.8}))
          .ends_with("(1 block, no claim). Its own programs here: 0 % less, "
                     "1.00 times as fast (1 block, exploratory)."));
  EXPECT_TRUE(ClaimLine(RatiosOf({kSequential, kThreadPool, threads}, {0.8}))
                  .ends_with("(1 block, no claim)."));
}

TEST(BlogClaimTest, WithoutItsTwoStrategiesThereIsNothingToSay) {
  EXPECT_EQ(ClaimLine(RatiosOf({kSequential, kProcessPool}, {0.8})), "");
  EXPECT_EQ(ClaimLine(RatiosOf({kProcessPool, kThreadPool}, {0.8})), "");
  EXPECT_EQ(ClaimLine(RatiosOf({kSequential}, {0.8})), "");
  StrategySpec variant = kThreadPool;
  variant.variant = "new";
  EXPECT_EQ(ClaimLine(RatiosOf({kSequential, variant}, {0.8})), "");
  StrategySpec slow = kSequential;
  slow.variant = "slow";
  EXPECT_EQ(ClaimLine(RatiosOf({slow, kThreadPool}, {0.8})), "");
}

TEST(BlogClaimTest, WhatIsNotTheSameMayRefuteIt) {
  // The interval holds 1, and is far from the post's 0.6.
  const std::vector<double> about_one = {0.97, 1.03, 0.98, 1.02,
                                         0.9,  1.1,  0.95, 1.06};
  EXPECT_THAT(BlogClaimSentence(
                  Analyze({RatiosOf({kSequential, kThreadPool}, about_one)})),
              HasSubstr("does not hold here"));
  const std::vector<double> anything = {0.4, 1.9, 0.5, 1.7, 0.6, 1.2, 0.9, 1};
  EXPECT_THAT(BlogClaimSentence(
                  Analyze({RatiosOf({kSequential, kThreadPool}, anything)})),
              HasSubstr("neither confirmed nor refuted"));
}

TEST(BlogClaimTest, TwoBootsCannotJudgeIt) {
  std::vector<Result> boots;
  for (const double ratio : {0.58, 0.63, 0.6}) {
    Result boot =
        RatiosOf({kSequential, kThreadPool}, std::vector<double>(6, ratio));
    boot.cluster.uid = std::to_string(ratio);
    boot.plan.seed = boots.size();
    boots.push_back(boot);
  }
  EXPECT_THAT(BlogClaimSentence(Analyze(boots)), HasSubstr("agrees with"));
  boots.pop_back();
  EXPECT_THAT(BlogClaimSentence(Analyze(boots)), HasSubstr("cannot be judged"));
}

}  // namespace
}  // namespace bench
