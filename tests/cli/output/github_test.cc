#include "cli/output/github.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "result_sample.h"
#include "status/plain.h"
#include "util/read_file.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

class GithubTest : public testing::Test {
 protected:
  GithubTest() {
    setenv("GITHUB_ACTIONS", "true", 1);
    setenv("GITHUB_STEP_SUMMARY", summary_.c_str(), 1);
    unsetenv("GITHUB_OUTPUT");
  }
  ~GithubTest() override {
    unsetenv("GITHUB_ACTIONS");
    unsetenv("GITHUB_STEP_SUMMARY");
  }

  // The summary of a step in which these results were measured.
  std::string Summary(const Result& result) {
    PlainStatus status(stderr);
    TellGithub(Analyze({result}), {}, "r.json", status);
    return ReadFile(summary_).value_or("");
  }

 private:
  TemporaryFolder folder_;
  std::filesystem::path summary_ = folder_.path() / "summary.md";
};

TEST_F(GithubTest, TheSummaryIsTheTables) {
  EXPECT_THAT(Summary(SampleRun()), EndsWith("by rule\"\n\n"));
}

// Of a byte more than a mebibyte GitHub shows nothing at all.
TEST_F(GithubTest, ASummaryThatIsTooLongIsCutAtALine) {
  std::vector<StrategySpec> strategies;
  for (int i = 0; i < 400; ++i) {
    strategies.push_back(
        {.name = "sequential",
         .variant = std::to_string(i) + std::string(4000, 'x')});
  }
  const std::string summary =
      Summary(ResultOf(strategies, {std::vector<double>(400, 1.)}));
  EXPECT_LT(summary.size(), std::size_t{1} << 20);
  EXPECT_GT(summary.size(), std::size_t{1} << 19);
  EXPECT_THAT(summary, HasSubstr("| Command | Mean [s] |"));
  EXPECT_THAT(summary, EndsWith("|\n\nWhat came next is too long for a step's "
                                "summary.\n"));
}

}  // namespace
}  // namespace bench
