#include "analysis/result_comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "result_sample.h"
#include "threshold/check_result.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using Outcome = CheckResult::Outcome;

Result Measured(double sequential, double pool, std::size_t blocks = 7) {
  return MeasuredResult({{kSequential, Around(sequential, blocks)},
                         {kThreadPool, Around(pool, blocks)}});
}

std::string MessageOf(const Result& before, const Result& after) {
  try {
    CompareResults(before, after);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(ResultComparisonTest, TheRatioIsNewToOld) {
  const auto comparison = CompareResults(Measured(1, .5), Measured(1.2, .5));
  ASSERT_THAT(comparison.strategies, SizeIs(2));
  const VersionRatio& slower = comparison.strategies[0];
  EXPECT_EQ(slower.strategy, kSequential);
  EXPECT_NEAR(slower.returned->ratio, 1.2, 1e-9);
  EXPECT_EQ(slower.finding, Finding::kDiffers);
  const VersionRatio& same = comparison.strategies[1];
  EXPECT_NEAR(same.returned->ratio, 1, 1e-9);
  EXPECT_EQ(same.finding, Finding::kNoDifference);
  EXPECT_FALSE(MustNotCompare(comparison.unlike));
}

TEST(ResultComparisonTest, FiveBlocksClaimNothing) {
  const auto comparison =
      CompareResults(Measured(1, .5, 5), Measured(2, .5, 12));
  EXPECT_NEAR(comparison.strategies[0].returned->ratio, 2, .05);
  EXPECT_EQ(comparison.strategies[0].finding, Finding::kNoClaim);
}

// One of many that differs by chance is no news.
TEST(ResultComparisonTest, FindingsAreAdjustedForTheirNumber) {
  std::vector<StrategyTimesByBlock> before;
  std::vector<StrategyTimesByBlock> after;
  for (int workers = 1; workers <= 40; ++workers) {
    const StrategySpec pool = {"thread-pool", workers};
    before.emplace_back(pool, Around(1));
    after.emplace_back(pool, Around(workers == 1 ? 1.012 : 1));
  }
  const auto many =
      CompareResults(MeasuredResult(before), MeasuredResult(after));
  EXPECT_FALSE(many.strategies[0].returned->interval->Holds(1));
  EXPECT_EQ(many.strategies[0].finding, Finding::kNoDifference);
  before.resize(1);
  after.resize(1);
  const auto one =
      CompareResults(MeasuredResult(before), MeasuredResult(after));
  EXPECT_EQ(one.strategies[0].finding, Finding::kDiffers);
}

TEST(ResultComparisonTest, AStrategyOfOneSideIsListed) {
  const auto comparison = CompareResults(
      Measured(1, .5),
      MeasuredResult({{kProcessPool, Around(1)}, {kThreadPool, Around(.5)}}));
  ASSERT_THAT(comparison.strategies, SizeIs(1));
  EXPECT_EQ(comparison.strategies[0].strategy, kThreadPool);
  EXPECT_THAT(comparison.only_before, ElementsAre("sequential"));
  EXPECT_THAT(comparison.only_after, ElementsAre("process-pool@5"));
}

TEST(ResultComparisonTest, NothingInCommonIsAnError) {
  EXPECT_THAT(
      MessageOf(MeasuredResult({{kSequential, Around(1)}}),
                MeasuredResult({{kThreadPool, Around(1)}})),
      AllOf(HasSubstr("old: sequential"), HasSubstr("new: thread-pool@5")));
}

TEST(ResultComparisonTest, WithoutAValidTrialThereIsNothingToCompare) {
  Result invalid = Measured(1, .5);
  for (TrialResult& trial : invalid.trials) trial.invalid = Invalid::kFailed;
  EXPECT_THAT(MessageOf(invalid, Measured(1, .5)),
              HasSubstr("the old result has no valid trial"));
  EXPECT_THAT(MessageOf(Measured(1, .5), invalid),
              HasSubstr("the new result has no valid trial"));
  invalid.trials.clear();
  EXPECT_THAT(MessageOf(Measured(1, .5), invalid), HasSubstr("no valid trial"));
}

TEST(ResultComparisonTest, AStrategyWithoutAValidTrialIsShown) {
  Result after = Measured(1, .5);
  for (TrialResult& trial : after.trials) {
    if (trial.planned.strategy == kThreadPool) trial.invalid = Invalid::kFailed;
  }
  const auto comparison = CompareResults(Measured(1, .5), after);
  EXPECT_FALSE(comparison.strategies[1].returned);
}

}  // namespace
}  // namespace bench
