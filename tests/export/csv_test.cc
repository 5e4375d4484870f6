#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "export/formats.h"
#include "golden.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::HasSubstr;

std::string Csv(const Result& result) {
  return ExportCsv(Analyze({result}), {});
}

TEST(ExportCsvTest, IsTheGoldenFile) {
  ExpectGolden("exports/sample.csv", Csv(SampleRun()));
  ExpectGolden("exports/hostile.csv", Csv(HostileRun()));
}

TEST(CsvTextTest, IsQuotedWhereItHasToBe) {
  EXPECT_EQ(CsvText(""), "");
  EXPECT_EQ(CsvText("plain text"), "plain text");
  EXPECT_EQ(CsvText("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvText("say \"x\""), "\"say \"\"x\"\"\"");
  EXPECT_EQ(CsvText("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(CsvText("return\r"), "\"return\r\"");
}

TEST(CsvTextTest, IsNoFormula) {
  EXPECT_EQ(CsvText("=1+1"), "'=1+1");
  EXPECT_EQ(CsvText("+1"), "'+1");
  EXPECT_EQ(CsvText("-1"), "'-1");
  EXPECT_EQ(CsvText("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(CsvText("\t=1"), "'\t=1");
  EXPECT_EQ(CsvText("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(CsvText("=A1,\"x\""), "\"'=A1,\"\"x\"\"\"");
  EXPECT_EQ(CsvText("a=1"), "a=1");
}

TEST(CsvTextTest, IsValidUtf8) { EXPECT_EQ(CsvText("\xff"), "\uFFFD"); }

TEST(ExportCsvTest, EveryTrialIsARow) {
  const std::string text = Csv(SampleRun());
  std::size_t rows = 0;
  for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos;
       ++at) {
    ++rows;
  }
  EXPECT_EQ(rows, 1 + 27u);
}

TEST(ExportCsvTest, NumbersKeepTheirFractions) {
  Result result = OneBlock();
  result.trials[0].times->returned_s = 0.4375;
  result.trials[0].harness_cpu = {0.015625, 0};
  EXPECT_THAT(Csv(result), HasSubstr(",1,1,,,0.4375,0.1,"));
  EXPECT_THAT(Csv(result), HasSubstr(",0.125,0.015625,0,0.75,"));
}

TEST(ExportCsvTest, WhatIsUnknownIsAnEmptyCell) {
  const std::string text = Csv(NothingValid());
  // returned, list, uninstall, pool and settled, after the reason.
  EXPECT_THAT(text, HasSubstr(",0,0,failed,no helm,,,,,,"));
}

}  // namespace
}  // namespace bench
