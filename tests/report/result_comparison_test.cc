#include "report/result_comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "measured_result.h"
#include "report/comparison_text.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using Outcome = CheckResult::Outcome;

const StrategySpec kSequential = {"sequential", 0};
const StrategySpec kPool = {"thread-pool", 5};
const StrategySpec kProcesses = {"process-pool", 5};

Result Measured(double sequential, double pool, std::size_t blocks = 7) {
  return MeasuredResult({{kSequential, Around(sequential, blocks)},
                         {kPool, Around(pool, blocks)}});
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
      MeasuredResult({{kProcesses, Around(1)}, {kPool, Around(.5)}}));
  ASSERT_THAT(comparison.strategies, SizeIs(1));
  EXPECT_EQ(comparison.strategies[0].strategy, kPool);
  EXPECT_THAT(comparison.only_before, ElementsAre("sequential"));
  EXPECT_THAT(comparison.only_after, ElementsAre("process-pool@5"));
  EXPECT_THAT(
      FormatComparison(comparison, ""),
      AllOf(HasSubstr("Only in the old result, not compared: sequential.\n"),
            HasSubstr("Only in the new result, not compared: process-pool@5")));
}

TEST(ResultComparisonTest, NothingInCommonIsAnError) {
  EXPECT_THAT(
      MessageOf(MeasuredResult({{kSequential, Around(1)}}),
                MeasuredResult({{kPool, Around(1)}})),
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
    if (trial.planned.strategy == kPool) trial.invalid = Invalid::kFailed;
  }
  const auto comparison = CompareResults(Measured(1, .5), after);
  EXPECT_FALSE(comparison.strategies[1].returned);
  EXPECT_THAT(FormatComparison(comparison, ""), HasSubstr("no valid trial"));
  EXPECT_EQ(JudgeThresholds({"returned(new/base:thread-pool)<9@point"},
                            comparison, false)[0]
                .outcome,
            Outcome::kUndecided);
}

TEST(ResultComparisonTest, ThresholdsAreAboutNewAndOld) {
  const auto comparison = CompareResults(Measured(1, .5), Measured(1.2, .5));
  const auto outcome = [&](const std::string& text) {
    return JudgeThresholds({text}, comparison, false)[0].outcome;
  };
  EXPECT_EQ(outcome("returned(new/base:sequential)<1.1"), Outcome::kFails);
  EXPECT_EQ(outcome("returned(new/base:sequential)<130%"), Outcome::kHolds);
  EXPECT_EQ(outcome("median(new/base:sequential)<1.2"), Outcome::kUndecided);
  EXPECT_EQ(outcome("speedup(new/base:sequential)<0.9"), Outcome::kHolds);
  // Half a second more each: 1.7 s / 1.5 s.
  EXPECT_EQ(outcome("settled(new/base:sequential)<1.15"), Outcome::kHolds);
  EXPECT_EQ(outcome("settled(new/base:sequential)>1.12"), Outcome::kHolds);
  EXPECT_EQ(outcome("returned(new/base:*)<1.1"), Outcome::kFails);
  EXPECT_THROW(outcome("median(sequential)<1s"), Error);
  EXPECT_THROW(outcome("returned(new/base:process-pool)<1"), Error);
}

TEST(ResultComparisonTest, ARefusedComparisonDecidesNoThreshold) {
  const auto comparison = CompareResults(Measured(1, .5), Measured(1, .5));
  const auto checks =
      JudgeThresholds({"returned(new/base:*)<9"}, comparison, true);
  EXPECT_EQ(checks[0].outcome, Outcome::kUndecided);
  EXPECT_THAT(checks[0].detail, HasSubstr("refused"));
  EXPECT_THROW(JudgeThresholds({"returned(nonsense"}, comparison, true), Error);
}

TEST(ComparisonTextTest, NamesCannotSteerTheTerminal) {
  const std::string hostile = "a\x1b[31m\a\nb\u202e\u2067";
  Result before = Measured(1, .5);
  const auto lines = [](const std::string& text) {
    return std::ranges::count(text, '\n');
  };
  const auto length =
      lines(FormatComparison(CompareResults(before, before), ""));
  before.scenario.name += hostile;
  before.cluster.name += hostile;
  for (StrategySpec& strategy : before.scenario.strategies) {
    strategy.variant = strategy.Label() + hostile;
  }
  for (TrialResult& trial : before.trials) {
    trial.planned.strategy.variant = trial.planned.strategy.Label() + hostile;
  }
  const std::string compared =
      FormatComparison(CompareResults(before, before), "");
  EXPECT_EQ(lines(compared), length);
  Result after = before;
  after.environment.cpu_model = hostile;
  after.ended_early = hostile;
  const auto unlike = CompareResults(before, after);
  for (const std::string& text :
       {compared, FormatComparison(unlike, hostile), FormatRefusal(unlike)}) {
    for (const char* one : {"\x1b", "\a", "\u202e", "\u2067"}) {
      EXPECT_THAT(text, Not(HasSubstr(one)));
    }
    EXPECT_THAT(text, HasSubstr("a [31m  b\uFFFD\uFFFD"));
  }
}

TEST(ComparisonTextTest, SaysWhatItDoesNotCover) {
  Result after = Measured(1.2, .5);
  EXPECT_THAT(FormatComparison(CompareResults(Measured(1, .5), after), ""),
              HasSubstr("Two runs of one session are compared"));
  after.cluster.uid = "another boot";
  const std::string text =
      FormatComparison(CompareResults(Measured(1, .5), after), "");
  EXPECT_THAT(text, HasSubstr("Two single sessions are compared"));
  EXPECT_THAT(text, HasSubstr("differs"));
  EXPECT_THAT(text, HasSubstr("no difference seen"));
  EXPECT_THAT(text, Not(HasSubstr("slower")));
}

TEST(ComparisonTextTest, ARefusalOffersTheRatiosInsideEach) {
  Result after = Measured(3, 1);
  after.environment.cpus = 64;
  const std::string text =
      FormatRefusal(CompareResults(Measured(1, .5), after));
  EXPECT_THAT(text, HasSubstr("  number of processors: 2 (old), 64 (new)\n"));
  EXPECT_THAT(text, HasSubstr("thread-pool@5 / sequential      0.500"));
  EXPECT_THAT(text, HasSubstr("0.333"));
  EXPECT_THAT(text, Not(HasSubstr("3.000")))
      << "the ratio of the unlike times is not to be seen";
}

TEST(ComparisonTextTest, AReasonIsPrintedWithWhatItExcuses) {
  Result after = Measured(1, .5);
  after.environment.cpus = 64;
  EXPECT_THAT(
      FormatComparison(CompareResults(Measured(1, .5), after), "new machine"),
      HasSubstr("because: new machine\n  number of processors: 2 (old), 64"));
}

TEST(ComparisonTextTest, WhatIsSimulatedSaysSoFirst) {
  Result simulated = Measured(1, .5);
  simulated.cluster.latency = "kwok";
  const std::string both =
      FormatComparison(CompareResults(simulated, simulated), "");
  EXPECT_EQ(both.find("simulated cluster"), 0u);
  const std::string one =
      FormatRefusal(CompareResults(Measured(1, .5), simulated));
  EXPECT_EQ(one.find("new: simulated cluster"), 0u);
}

TEST(ComparisonTextTest, WildTimesAreAReasonToWarn) {
  Result after = Measured(1.1, .5);
  after.trials[6].times->returned_s = 9;
  EXPECT_THAT(FormatComparison(CompareResults(Measured(1, .5), after), ""),
              HasSubstr("sequential: Welch's t of ln T gives"));
}

}  // namespace
}  // namespace bench
