#include "cli/exit_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace bench {
namespace {

using testing::HasSubstr;

TEST(ExitStatusTest, TheGravestWins) {
  constexpr int kInterrupted = kSignalBase + 2;
  const std::vector<int> by_gravity = {
      kUsage,  kInterrupted, kOtherEndState, kFailed,  kTimeout,
      kUnlike, kRegression,  kInconclusive,  kMeasured};
  for (std::size_t i = 0; i < by_gravity.size(); ++i) {
    for (std::size_t j = i; j < by_gravity.size(); ++j) {
      EXPECT_EQ(Gravest({by_gravity[i], by_gravity[j]}), by_gravity[i]);
      EXPECT_EQ(Gravest({by_gravity[j], by_gravity[i]}), by_gravity[i]);
    }
  }
  EXPECT_EQ(Gravest({kMeasured, kSignalBase + 15, kFailed}), 143);
}

TEST(ExitStatusTest, HelpHasAllOfThemAndFits) {
  const std::string text = DescribeExitCodes();
  for (const ExitCode& row : ExitCodes()) {
    EXPECT_THAT(text, HasSubstr(std::string(row.code) + " " +
                                std::string(row.meaning)));
  }
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), 80u) << line;
  }
}

TEST(ExitStatusTest, TheReadmeHasTheSameTable) {
  std::ifstream file(BENCH_SOURCE_DIR "/README.md");
  std::ostringstream readme;
  readme << file.rdbuf();
  for (const ExitCode& row : ExitCodes()) {
    const std::string line =
        "\n| " + std::string(row.code) + " | " + std::string(row.meaning);
    EXPECT_NE(readme.str().find(line), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace bench
