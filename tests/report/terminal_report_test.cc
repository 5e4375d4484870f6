#include "report/terminal_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "export_sample.h"
#include "golden.h"
#include "report/table.h"

namespace bench {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string Text(const Result& result) {
  return TerminalReport(Analyze({result}));
}

TEST(TerminalReportTest, IsTheGoldenFile) {
  ExpectGolden("report/sample.txt", Text(SampleRun()));
  ExpectGolden("report/hostile.txt", Text(HostileRun()));
}

TEST(TerminalReportTest, HasTheTableAsItIs) {
  EXPECT_THAT(Text(SampleRun()),
              HasSubstr(FormatTable(Analyze({SampleRun()}), Color::kNo)));
}

TEST(TerminalReportTest, NoNameSteersTheTerminal) {
  EXPECT_THAT(Text(HostileRun()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Text(HostileRun()), StartsWith("Not the real thing"));
}

TEST(TerminalReportTest, ANameWithALineEndMakesNoLine) {
  Result result = SampleRun();
  result.trials.front().invalid = Invalid::kFailed;
  result.trials.front().invalid_reason = "no\nForged: 1";
  EXPECT_THAT(Text(result), HasSubstr("no Forged: 1\n"));
}

}  // namespace
}  // namespace bench
