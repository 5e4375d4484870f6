#include <gtest/gtest.h>

#include "export/formats.h"
#include "result_sample.h"
#include "threshold/check_result.h"

namespace bench {
namespace {

CheckResult Check(std::string name, CheckResult::Outcome outcome,
                  std::string detail) {
  return {std::move(name), outcome, std::move(detail)};
}

TEST(GithubActionsTest, WhatDoesNotHoldIsAnError) {
  const std::vector<CheckResult> checks = {
      Check("failures(*)==0", CheckResult::kHolds, "0"),
      Check("a/b<1.10", CheckResult::kFails, "1.2\r\n::set-env name=x::50%"),
      Check("speedup(a)>2", CheckResult::kUndecided, "1.9 to 2.1")};
  EXPECT_EQ(GithubAnnotations(checks),
            "::error title=bench::a/b<1.10 does not hold: "
            "1.2  ::set-env name=x::50%25\n"
            "::notice title=bench::speedup(a)>2 is undecided: 1.9 to 2.1\n");
  EXPECT_EQ(GithubAnnotations({}), "");
}

TEST(GithubActionsTest, NamesCannotSteerTheTerminal) {
  const std::string hostile = "a\x1b[31m\a\nb\u202e\u2067";
  const std::string printable = "a [31m  b\uFFFD\uFFFD";
  EXPECT_EQ(GithubAnnotations(
                std::vector{Check(hostile, CheckResult::kFails, hostile)}),
            "::error title=bench::" + printable +
                " does not hold: " + printable + "\n");
}

TEST(GithubActionsTest, OutputsAreLines) {
  Analysis analysis = Analyze({SampleResult()});
  ASSERT_EQ(analysis.comparisons.size(), 1u);
  analysis.comparisons[0].paired->ratio = 0.8;
  analysis.comparisons[0].paired->interval = Interval{0.5, 1.25, 0.95};
  for (StrategySummary& summary : analysis.strategies) summary.failed = 0;
  EXPECT_EQ(GithubOutputs(analysis, {}, "results/a\nb.json"),
            "verdict=ok\nspeedup=1.250\nspeedup_low=0.800\n"
            "speedup_high=2.000\nreport=results/a%0Ab.json\n");
}

TEST(GithubActionsTest, WithoutAComparisonThereIsNoSpeedup) {
  Analysis analysis = Analyze({SampleResult()});
  analysis.comparisons.clear();
  EXPECT_EQ(GithubOutputs(analysis, {}, "r.json"),
            "verdict=failed\nreport=r.json\n");
}

}  // namespace
}  // namespace bench
