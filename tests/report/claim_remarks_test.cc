#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sentences.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<double> kFaster = {0.5, 0.51, 0.52, 0.53, 0.54, 0.55};
const std::vector<double> kUnclear = {0.8, 1.3, 0.7, 1.2, 0.9, 1.1};
const std::vector<double> kAlike = {0.99, 1.01, 0.98, 1.02, 1, 1.005};

std::vector<std::string> RemarksOn(const Result& result) {
  return ClaimRemarks(Analyze({result}));
}

TEST(ClaimRemarksTest, AVerdictNeedsNoWords) {
  EXPECT_THAT(RemarksOn(RatiosOf({kSequential, kThreadPool}, kFaster)),
              IsEmpty());
}

TEST(ClaimRemarksTest, NoClaimSaysHowManyBlocksItTakes) {
  EXPECT_THAT(
      RemarksOn(RatiosOf({kSequential, kThreadPool, kProcessPool}, {0.5, 0.5})),
      ElementsAre("thread-pool@5, process-pool@5: no claim from 2 blocks; at "
                  "95 % 7 are needed because of 2 comparisons (--runs 7)."));
  EXPECT_THAT(
      RemarksOn(RatiosOf({kSequential, kThreadPool}, {0.5, 0.5})),
      ElementsAre("thread-pool@5: no claim from 2 blocks; at 95 % 6 are needed "
                  "(--runs 6)."));
}

TEST(ClaimRemarksTest, TwoLooksTakeSevenBlocks) {
  Result result = RatiosOf({kSequential, kThreadPool}, kFaster);
  result.plan.max_blocks = 24;
  EXPECT_THAT(RemarksOn(result),
              ElementsAre(HasSubstr("from 6 blocks; at 97.5 % 7 are needed")));
}

// Sequential and so many variants of the pool, which take half as long in each
// of the blocks.
Result HalfAsLong(std::size_t variants, std::size_t blocks) {
  std::vector<StrategySpec> strategies = {kSequential};
  for (std::size_t i = 1; i <= variants; ++i) {
    strategies.push_back(kThreadPool);
    strategies.back().variant = fmt::format("v{}", i);
  }
  return RatiosOf(strategies, std::vector<double>(blocks, 0.5));
}

// Given as few blocks as could claim a single comparison,
// then none of several is claimed, and that is why.
TEST(ClaimRemarksTest, SeveralComparisonsTakeMoreBlocks) {
  EXPECT_THAT(RemarksOn(HalfAsLong(1, 6)), IsEmpty());
  EXPECT_THAT(
      RemarksOn(HalfAsLong(2, 6)),
      ElementsAre("v1, v2: no difference can be claimed from 6 blocks; at 95 % "
                  "7 are needed because of 2 comparisons (--runs 7)."));
  EXPECT_THAT(RemarksOn(HalfAsLong(2, 7)), IsEmpty());
  EXPECT_THAT(
      RemarksOn(HalfAsLong(5, 7)),
      ElementsAre("v1, v2, v3, v4, v5: no difference can be claimed from 7 "
                  "blocks; at 95 % 8 are needed because of 5 comparisons "
                  "(--runs 8)."));
  EXPECT_THAT(RemarksOn(HalfAsLong(5, 8)), IsEmpty());
  EXPECT_EQ(NoClaimRemarks(Analyze({HalfAsLong(2, 6)})).size(), 1);
}

TEST(ClaimRemarksTest, EachOfTwoLooksTakesMoreBlocksYet) {
  Result result = HalfAsLong(2, 7);
  result.plan.max_blocks = 24;
  EXPECT_THAT(RemarksOn(result),
              ElementsAre(HasSubstr("from 7 blocks; at 97.5 % 8 are needed")));
}

// Given one that is claimed, then the other is judged as if it were alone.
TEST(ClaimRemarksTest, WhatIsClaimedLeavesMoreToTheOthers) {
  Result result = HalfAsLong(2, 7);
  result.trials.back().invalid = Invalid::kFailed;
  const Analysis analysis = Analyze({result});
  EXPECT_EQ(analysis.comparisons[1].paired->pairs, 6);
  EXPECT_EQ(analysis.comparisons[1].verdict, Verdict::kFaster);
  EXPECT_THAT(ClaimRemarks(analysis), IsEmpty());
}

TEST(ClaimRemarksTest, ComparisonsThatLackSomethingElseAreToldApart) {
  Result result =
      RatiosOf({kSequential, kThreadPool, kProcessPool}, {0.5, 0.5});
  result.trials[1].invalid = Invalid::kFailed;
  EXPECT_THAT(RemarksOn(result),
              ElementsAre(HasSubstr("thread-pool@5: no claim from 1 block;"),
                          HasSubstr("process-pool@5: no claim from 2 blocks")));
  // Now the pool counts in the first block only, where sequential does not.
  result.trials[0].invalid = Invalid::kFailed;
  result.trials[1].invalid = Invalid::kNo;
  result.trials[4].invalid = Invalid::kFailed;
  EXPECT_THAT(RemarksOn(result),
              ElementsAre("thread-pool@5: no claim: there is no block in which "
                          "both count.",
                          HasSubstr("process-pool@5")));
}

TEST(ClaimRemarksTest, WhatNeverWorkedIsNotCompared) {
  Result result =
      RatiosOf({kSequential, kThreadPool, kProcessPool}, {0.5, 0.5});
  result.trials[1].invalid = Invalid::kFailed;
  result.trials[4].invalid = Invalid::kFailed;
  EXPECT_THAT(
      RemarksOn(result),
      ElementsAre("thread-pool@5: not compared: no valid trial that counts.",
                  HasSubstr("process-pool@5: no claim from 2 blocks")));
}

TEST(ClaimRemarksTest, TooFewSessionsAreSaid) {
  const Result one = RatiosOf({kSequential, kThreadPool}, kFaster);
  Result other = one;
  other.started = "2026-02-01T00:00:00Z";
  other.cluster.uid = "another";
  EXPECT_THAT(ClaimRemarks(Analyze({one, other})),
              ElementsAre(HasSubstr("no claim from 2 sessions; 3 are needed")));
}

TEST(ClaimRemarksTest, InconclusiveSaysWhatWouldHaveBeenFound) {
  const Analysis analysis =
      Analyze({RatiosOf({kSequential, kThreadPool}, kUnclear)});
  ASSERT_EQ(analysis.comparisons[0].verdict, Verdict::kInconclusive);
  const double detectable = *analysis.comparisons[0].paired->detectable;
  EXPECT_THAT(
      ClaimRemarks(analysis),
      ElementsAre(AllOf(
          HasSubstr("thread-pool@5: inconclusive; 6 blocks"),
          HasSubstr(fmt::format("a ratio of {:.2f} or less, or {:.2f} or more",
                                1 / detectable, detectable)))));
}

// Given three boots that do not agree,
// then their spread says what would have been found.
TEST(ClaimRemarksTest, SessionsSayWhatWouldHaveBeenFound) {
  std::vector<Result> boots;
  for (const double ratio : {0.8, 1.0, 1.3}) {
    boots.push_back(RatiosOf({kSequential, kThreadPool, kProcessPool},
                             std::vector<double>(6, ratio)));
    boots.back().started = fmt::format("2026-02-0{}", boots.size());
    boots.back().cluster.uid = boots.back().started;
  }
  const Analysis analysis = Analyze(boots);
  ASSERT_EQ(analysis.comparisons[0].verdict, Verdict::kInconclusive);
  const double detectable = *analysis.comparisons[0].sessions->detectable;
  EXPECT_EQ(analysis.comparisons[0].detectable(), detectable);
  EXPECT_EQ(
      ClaimRemarks(analysis).front(),
      fmt::format("thread-pool@5: inconclusive; because of 2 comparisons 3 "
                  "sessions that differ as these do find a ratio of {:.2f} or "
                  "less, or {:.2f} or more, 8 times in 10 (boot the cluster "
                  "anew for more of them).",
                  1 / detectable, detectable));
}

TEST(ClaimRemarksTest, BesideOthersLessWouldHaveBeenFound) {
  std::vector<double> ratios = kUnclear;
  ratios.insert(ratios.end(), kUnclear.begin(), kUnclear.end());
  const auto alone = Analyze({RatiosOf({kSequential, kThreadPool}, ratios)});
  const auto two =
      Analyze({RatiosOf({kSequential, kThreadPool, kProcessPool}, ratios)});
  const double detectable = *two.comparisons[0].paired->detectable;
  EXPECT_GT(detectable, *alone.comparisons[0].paired->detectable);
  EXPECT_THAT(
      ClaimRemarks(two).front(),
      AllOf(HasSubstr("inconclusive; because of 2 comparisons 12 blocks"),
            HasSubstr(fmt::format("{:.2f} or more", detectable))));
}

std::vector<StrategySpec> Twins() {
  StrategySpec twin = kThreadPool;
  twin.variant = "again";
  return {kThreadPool, twin};
}

TEST(ClaimRemarksTest, AStrategyAgainstItselfMustBeTheSame) {
  EXPECT_THAT(RemarksOn(RatiosOf(Twins(), kAlike)),
              ElementsAre(AllOf(HasSubstr("again and thread-pool@5"),
                                HasSubstr("holds 1, as it must"))));
  EXPECT_THAT(RemarksOn(RatiosOf(Twins(), kFaster)),
              ElementsAre(HasSubstr("does not hold 1: by chance 3.1 % do so")));
}

TEST(ClaimRemarksTest, ASlowdownThatWasInjectedMustShow) {
  std::vector<StrategySpec> strategies = Twins();
  strategies[1].slowdown = 0.25;
  const std::vector<double> slower = {1.24, 1.25, 1.26, 1.25, 1.23, 1.27};
  EXPECT_THAT(RemarksOn(RatiosOf(strategies, slower)),
              ElementsAre(AllOf(HasSubstr("slowed down by 25 %"),
                                HasSubstr("shows it."))));
  EXPECT_THAT(RemarksOn(RatiosOf(strategies, kAlike)),
              ElementsAre(HasSubstr("does not show it.")));
}

}  // namespace
}  // namespace bench
