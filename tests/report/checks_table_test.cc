#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/tables.h"
#include "report/text_table.h"
#include "result_sample.h"
#include "threshold/judge_threshold.h"

namespace bench {
namespace {

using testing::HasSubstr;

std::string ChecksText(const std::vector<CheckResult>& checks) {
  return FormatLines(ChecksTable(checks));
}

TEST(ChecksTableTest, AllAreJudgedAndShown) {
  Result result = MeasuredResult(
      {{{"sequential", 0}, Around(1)}, {{"thread-pool", 5}, Around(.5)}});
  result.criteria.thresholds = {"median(sequential)<0.9s", "failures(*)==0",
                                "median(sequential)<1.005s"};
  const std::string text = ChecksText(JudgeThresholds(Analyze({result})));
  EXPECT_THAT(text, HasSubstr("median(sequential)<0.9s    fails      seq"));
  EXPECT_THAT(text, HasSubstr("failures(*)==0             holds      seq"));
  EXPECT_THAT(text, HasSubstr("median(sequential)<1.005s  undecided  seq"));
}

TEST(ChecksTableTest, NamesCannotSteerTheTerminal) {
  const std::string hostile = "a\x1b[31m\a\nb\u202e\u2067";
  const std::string text =
      ChecksText({{hostile, CheckResult::kFails, hostile}});
  EXPECT_EQ(text,
            "threshold    outcome  measured\n"
            "a [31m  b\uFFFD\uFFFD  fails    a [31m  b\uFFFD\uFFFD\n");
}

}  // namespace
}  // namespace bench
