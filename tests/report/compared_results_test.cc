#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "report/documents.h"
#include "report/render.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Result Measured(double sequential, double pool, std::size_t blocks = 7) {
  return MeasuredResult({{kSequential, Around(sequential, blocks)},
                         {kThreadPool, Around(pool, blocks)}});
}

std::string FormatComparison(const ResultComparison& comparison,
                             const std::string& reason) {
  return RenderTerminal(ComparedResults(comparison, reason));
}

std::string FormatRefusal(const ResultComparison& comparison) {
  return RenderTerminal(RefusedComparison(comparison));
}

TEST(ComparedResultsTest, AStrategyOfOneSideIsListed) {
  const auto comparison = CompareResults(
      Measured(1, .5),
      MeasuredResult({{kProcessPool, Around(1)}, {kThreadPool, Around(.5)}}));
  EXPECT_THAT(
      FormatComparison(comparison, ""),
      AllOf(HasSubstr("Only in the old result, not compared: sequential.\n"),
            HasSubstr("Only in the new result, not compared: process-pool@5")));
}

TEST(ComparedResultsTest, AStrategyWithoutAValidTrialIsShown) {
  Result after = Measured(1, .5);
  for (TrialResult& trial : after.trials) {
    if (trial.planned.strategy == kThreadPool) trial.invalid = Invalid::kFailed;
  }
  const auto comparison = CompareResults(Measured(1, .5), after);
  EXPECT_THAT(FormatComparison(comparison, ""), HasSubstr("no valid trial"));
}

TEST(ComparedResultsTest, NamesCannotSteerTheTerminal) {
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

TEST(ComparedResultsTest, SaysWhatItDoesNotCover) {
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

TEST(ComparedResultsTest, ARefusalOffersTheRatiosInsideEach) {
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

TEST(ComparedResultsTest, AReasonIsPrintedWithWhatItExcuses) {
  Result after = Measured(1, .5);
  after.environment.cpus = 64;
  EXPECT_THAT(
      FormatComparison(CompareResults(Measured(1, .5), after), "new machine"),
      HasSubstr("because: new machine\n  number of processors: 2 (old), 64"));
}

TEST(ComparedResultsTest, WhatIsSimulatedSaysSoFirst) {
  Result simulated = Measured(1, .5);
  simulated.cluster.latency = "kwok";
  const std::string both =
      FormatComparison(CompareResults(simulated, simulated), "");
  EXPECT_EQ(both.find("simulated cluster"), 0u);
  const std::string one =
      FormatRefusal(CompareResults(Measured(1, .5), simulated));
  EXPECT_EQ(one.find("new: simulated cluster"), 0u);
}

TEST(ComparedResultsTest, WildTimesAreAReasonToWarn) {
  Result after = Measured(1.1, .5);
  after.trials[6].times->returned_s = 9;
  EXPECT_THAT(FormatComparison(CompareResults(Measured(1, .5), after), ""),
              HasSubstr("sequential: Welch's t of ln T gives"));
}

}  // namespace
}  // namespace bench
