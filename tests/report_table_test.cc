#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/analysis.h"
#include "report/table.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Table(const Result& result, Color color = Color::kNo) {
  return FormatTable(Analyze({result}), color);
}

TEST(TableTest, IsWhatTheReaderExpects) {
  EXPECT_EQ(
      Table(SampleResult()),
      "three-charts: 3 releases in 1 namespace, on kwok helm-bench "
      "(Kubernetes v1.36.3), helm v3.22.0\n"
      "\n"
      "strategy                 mean ± σ    median       min       max  "
      "settled  relative  failures\n"
      "sequential                1.000 s   1.000 s   1.000 s   1.000 s  "
      "1.500 s      1.00    1 of 2\n"
      "thread-pool@5  850.0 ms ± 70.7 ms  850.0 ms  800.0 ms  900.0 ms  "
      "1.350 s      0.80    0 of 2\n"
      "\n"
      "Descriptive, no claim of certainty. Times until every uninstall has "
      "returned;\n"
      "settled: median until nothing was left; relative: median of the ratios "
      "to\n"
      "sequential in the same block.\n"
      "The post's claim: a pool of threads takes 40 % less time (0.48 s "
      "instead "
      "of 0.8 s). Here: 20 % less (median of 1 block).\n"
      "invalid: block 2, sequential: uninstall of helm-bench-1/redis failed: "
      "\xff forbidden\n"
      "  left over: ConfigMap helm-bench-1/redis\n");
}

TEST(TableTest, SaysWhenThePoolWasSlower) {
  Result result = SampleResult();
  result.trials[1].times->returned_s = 1.25;
  EXPECT_THAT(Table(result), HasSubstr("25 % more"));
}

TEST(TableTest, SaysNothingOfThePostWithoutItsTwoStrategies) {
  Result result = SampleResult();
  result.scenario.strategies.pop_back();
  EXPECT_THAT(Table(result), Not(HasSubstr("post")));
}

TEST(TableTest, AStrategyThatNeverSucceededHasDashes) {
  Result result = SampleResult();
  for (TrialResult& trial : result.trials) trial.invalid = Invalid::kFailed;
  EXPECT_THAT(Table(result), HasSubstr("2 of 2"));
  EXPECT_THAT(Table(result), Not(HasSubstr("nan")));
}

TEST(TableTest, AnEarlyEndIsSaid) {
  Result result = SampleResult();
  result.ended_early = "interrupted by SIGINT";
  result.trials.pop_back();
  EXPECT_THAT(
      Table(result),
      HasSubstr("Ended early: interrupted by SIGINT; 3 of 4 trials were run"));
}

TEST(TableTest, ColourIsOnlyThereWhenAsked) {
  EXPECT_THAT(Table(SampleResult()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Table(SampleResult(), Color::kYes), HasSubstr("\x1b[1m"));
}

}  // namespace
}  // namespace bench
