#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "export/formats.h"
#include "export_sample.h"
#include "golden.h"
#include "threshold/check_result.h"
#include "util/markdown.h"

namespace bench {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string MarkdownTables(const Result& result,
                           std::span<const CheckResult> checks = {}) {
  return ExportMarkdown(Analyze({result}), checks);
}

TEST(ExportMarkdownTest, IsTheGoldenFile) {
  ExpectGolden("exports/sample.md",
               MarkdownTables(SampleRun(), SampleChecks()));
  ExpectGolden("exports/hostile.md", MarkdownTables(HostileRun()));
}

TEST(ExportMarkdownTest, WhatIsNotRealComesFirst) {
  EXPECT_THAT(MarkdownTables(HostileRun()), StartsWith("**simulated cluster"));
  EXPECT_THAT(MarkdownTables(SampleRun()), StartsWith("three-charts"));
}

TEST(ExportMarkdownTest, ThatEnvironmentsAreUnlikeStandsBeforeTheFigures) {
  Analysis analysis = Analyze({SampleRun()});
  analysis.unlike = "Taken together all the same.";
  EXPECT_THAT(ExportMarkdown(analysis, {}),
              ContainsRegex("\n\nTaken together all the same.\n\n\\|"));
}

TEST(ExportMarkdownTest, NoNameTurnsTheWritingAround) {
  const std::string hostile = "a\x1b[31m\a\nb\u202e\u2067";
  EXPECT_EQ(MarkdownCode(hostile), "`a [31m  b\uFFFD\uFFFD`");
  EXPECT_EQ(MarkdownText(hostile), "a \\[31m  b\uFFFD\uFFFD");
}

TEST(ExportMarkdownTest, TheUnitIsThatOfTheFirst) {
  Result result = OneBlock();
  for (TrialResult& trial : result.trials) trial.times->returned_s = 1.25;
  EXPECT_THAT(MarkdownTables(result),
              HasSubstr("| `sequential` | 1.250 | 1.250 |"));
  EXPECT_THAT(MarkdownTables(result), HasSubstr("Mean [s]"));
  for (TrialResult& trial : result.trials) trial.times->returned_s = 0.25;
  EXPECT_THAT(MarkdownTables(result),
              HasSubstr("| `sequential` | 250.0 | 250.0 |"));
}

TEST(ExportMarkdownTest, FewBlocksClaimNothing) {
  EXPECT_THAT(MarkdownTables(OneBlock()),
              HasSubstr("| 1 block | – | no claim |"));
}

TEST(ExportMarkdownTest, OneStrategyIsComparedWithNothing) {
  EXPECT_THAT(MarkdownTables(OneStrategy()), Not(HasSubstr("Compared")));
}

TEST(ExportMarkdownTest, NothingValidHasDashes) {
  const std::string text = MarkdownTables(NothingValid());
  EXPECT_THAT(text, HasSubstr("| `sequential` | – | – | – | – |"));
  EXPECT_THAT(text, HasSubstr("27 trials"));
  EXPECT_THAT(text, HasSubstr("* and 17 more"));
}

TEST(ExportMarkdownTest, ARunThatEndedEarlySaysSo) {
  Result result = OneBlock();
  result.ended_early = "interrupted by SIGINT";
  EXPECT_THAT(MarkdownTables(result),
              HasSubstr("Ended early: interrupted by SIGINT; 3 of 24 trials"));
}

}  // namespace
}  // namespace bench
