#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "analysis/results_together.h"
#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "report/documents.h"
#include "report/render.h"
#include "result_sample.h"
#include "util/error.h"
#include "util/read_file.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ReportCommandTest : public testing::Test {
 protected:
  std::filesystem::path Write(const std::string& name, const Result& result) {
    std::ofstream(folder_.path() / name) << ToJson(result);
    return folder_.path() / name;
  }

  std::filesystem::path Path(const std::string& name) const {
    return folder_.path() / name;
  }

  std::string Read(const std::string& name) const {
    return ReadFile(Path(name)).value_or("no such file");
  }

  // Its exit status; -1 when it threw: then error_ says why.
  int Report(std::vector<std::filesystem::path> files,
             const std::string& output = "", const std::string& format = "") {
    Options options;
    options.results = folder_.path();
    options.result_files = std::move(files);
    if (!output.empty()) options.report_file = Path(output);
    options.report_format = format;
    options.png = png_;
    options.color = "never";
    options.criteria = criteria_;
    options.allow_unlike = reason_;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    int status = -1;
    error_.clear();
    try {
      status = ReportCommand(options);
    } catch (const UnlikeError& error) {
      error_ = error.what();
      status = kUnlike;
    } catch (const Error& error) {
      error_ = error.what();
    }
    std::fflush(stdout);
    out_ = testing::internal::GetCapturedStdout();
    err_ = testing::internal::GetCapturedStderr();
    return status;
  }

  TemporaryFolder folder_;
  bool png_ = false;
  AskedCriteria criteria_;
  std::string reason_;  // of --allow-unlike
  std::string out_, err_, error_;
};

TEST_F(ReportCommandTest, TheEndingSaysTheFormat) {
  const auto file = Write("a.json", TwoBlocks());
  EXPECT_EQ(Report({file}, "r.html"), kMeasured) << error_;
  EXPECT_THAT(Read("r.html"), HasSubstr("<!doctype html>"));
  EXPECT_THAT(Read("r.html"), HasSubstr("role=\"img\""));
  EXPECT_EQ(Report({file}, "r.md"), kMeasured);
  EXPECT_THAT(Read("r.md"), HasSubstr("(r-comparison.svg)"));
  EXPECT_THAT(Read("r-comparison.svg"), HasSubstr("<svg"));
  EXPECT_EQ(Report({file}), kMeasured);
  EXPECT_EQ(out_, RenderTerminal(TerminalReport(Analyze({TwoBlocks()}))));
  EXPECT_EQ(Report({file}, "r.txt", "terminal"), kMeasured);
  EXPECT_EQ(Read("r.txt"),
            out_.empty()
                ? RenderTerminal(TerminalReport(Analyze({TwoBlocks()})))
                : "");
  EXPECT_EQ(err_, "");
}

TEST_F(ReportCommandTest, PngIsForWhereSvgIsRefused) {
  png_ = true;
  EXPECT_EQ(Report({Write("a.json", TwoBlocks())}, "r.md"), kMeasured);
  EXPECT_THAT(Read("r.md"), HasSubstr("(r-pairs.png)"));
  EXPECT_EQ(Read("r-pairs.png").substr(0, 4), "\x89PNG");
}

TEST_F(ReportCommandTest, TheSameResultGivesTheSameBytes) {
  const auto file = Write("a.json", SampleRun());
  EXPECT_EQ(Report({file}, "1.html"), kMeasured);
  EXPECT_EQ(Report({file}, "2.html"), kMeasured);
  EXPECT_EQ(Read("1.html"), Read("2.html"));
}

TEST_F(ReportCommandTest, ThresholdsAreJudgedOfEverySize) {
  Result large = TwoBlocks();
  large.scenario.namespace_count = 6;
  const auto a = Write("a.json", TwoBlocks());
  criteria_.thresholds = {"max(sequential)<1ms"};
  EXPECT_EQ(Report({a}, "r.html"), kRegression) << error_;
  EXPECT_THAT(out_, HasSubstr("fails"));
  EXPECT_EQ(Report({a}), kRegression);
  EXPECT_THAT(err_, HasSubstr("fails"));
  criteria_.thresholds = {"max(sequential)<1min"};
  large.trials.front().times->returned_s = 100;
  EXPECT_EQ(Report({a, Write("b.json", large)}, "r.html"), kRegression);
  EXPECT_THAT(out_, HasSubstr("18 releases in 6 namespaces:\n"));
  criteria_.thresholds = {"max(nobody)<1min"};
  EXPECT_EQ(Report({a}), -1);
  EXPECT_THAT(error_, HasSubstr("nobody"));
}

TEST_F(ReportCommandTest, ACriterionOfTheCommandLineReplacesTheRuns) {
  Result result = RatiosOf({kSequential, kThreadPool},
                           {1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1});
  criteria_.same = .5;
  EXPECT_EQ(Report({Write("a.json", result)}), kMeasured);
  EXPECT_THAT(out_, HasSubstr("within ±50 %"));
}

TEST_F(ReportCommandTest, TheNewestIsTakenAndNamed) {
  using std::chrono::hours;
  const auto now = std::filesystem::file_time_type::clock::now();
  Result other = TwoBlocks();
  other.scenario.name = "newest";
  std::filesystem::last_write_time(Write("a.json", other), now);
  std::filesystem::last_write_time(Write("b.json", TwoBlocks()),
                                   now - hours(1));
  std::filesystem::last_write_time(Write("schema.json", TwoBlocks()),
                                   now + hours(1));
  std::filesystem::last_write_time(Write("c.txt", TwoBlocks()), now + hours(1));
  EXPECT_EQ(Report({}), kMeasured);
  EXPECT_THAT(err_, HasSubstr(Path("a.json").string()));
  EXPECT_THAT(out_, HasSubstr("newest:"));
}

TEST_F(ReportCommandTest, AnExportIsNoResult) {
  const auto now = std::filesystem::file_time_type::clock::now();
  std::filesystem::last_write_time(Write("a.json", TwoBlocks()),
                                   now - std::chrono::hours(1));
  for (const char* text : {"{\"results\": []}", "[1]", "{}"}) {
    std::ofstream(Path("export.json")) << text;
    EXPECT_EQ(Report({}), kMeasured) << error_;
  }
  std::ofstream(Path("export.json")) << "{\"schema\": ";
  EXPECT_EQ(Report({}), -1);  // may have been a result
  EXPECT_THAT(error_, HasSubstr("export.json"));
}

TEST_F(ReportCommandTest, AResultIsNotWrittenOver) {
  const auto file = Write("a.json", TwoBlocks());
  const std::string before = Read("a.json");
  std::filesystem::create_symlink("a.json", Path("link.json"));
  for (const char* output : {"a.json", "./a.json", "link.json"}) {
    EXPECT_EQ(Report({file}, output, "html"), -1);
    EXPECT_THAT(error_, HasSubstr("would write over " + file.string()));
  }
  EXPECT_EQ(Report({}, "a.json", "html"), -1);  // the newest
  EXPECT_EQ(Read("a.json"), before);
}

TEST_F(ReportCommandTest, WithoutAnyResultItSaysWhatToDo) {
  EXPECT_EQ(Report({}), -1);
  EXPECT_THAT(error_, AllOf(HasSubstr("no result in"), HasSubstr("measure")));
}

TEST_F(ReportCommandTest, ABadTargetIsFoundOutBefore) {
  const auto file = Write("a.json", TwoBlocks());
  EXPECT_EQ(Report({file}, "r.pdf"), -1);
  EXPECT_THAT(error_, AllOf(HasSubstr("r.pdf"), HasSubstr(".html or .md")));
  EXPECT_EQ(Report({file}, "r.html", "htm"), -1);
  EXPECT_THAT(error_, HasSubstr("did you mean \"html\"?"));
  EXPECT_EQ(Report({file}, "nowhere/r.html"), -1);
  EXPECT_THAT(error_, HasSubstr("there is no folder"));
  // A picture of Markdown's would be in the way.
  std::filesystem::create_directory(Path("r-timeline.svg"));
  EXPECT_EQ(Report({file}, "r.md"), -1);
  EXPECT_THAT(error_, HasSubstr("r-timeline.svg"));
  EXPECT_FALSE(std::filesystem::exists(Path("r.md")));
  EXPECT_EQ(Report({file}, "", "md"), -1);
  EXPECT_THAT(error_, HasSubstr("stdout"));
}

TEST_F(ReportCommandTest, WhatIsNoResultIsRefused) {
  std::ofstream(Path("bad.json")) << "{\"results\": []}";
  EXPECT_EQ(Report({Path("bad.json")}, "r.html"), -1);
  EXPECT_THAT(error_, HasSubstr("bad.json"));
  EXPECT_FALSE(std::filesystem::exists(Path("r.html")));
}

TEST_F(ReportCommandTest, SeveralSizesAreOnePictureMore) {
  Result large = TwoBlocks();
  large.scenario.name = "many";
  large.scenario.namespace_count = 6;
  const auto a = Write("a.json", TwoBlocks());
  const auto b = Write("b.json", large);
  EXPECT_EQ(Report({a, b}, "r.html"), kMeasured);
  EXPECT_THAT(Read("r.html"), HasSubstr("More releases"));
  EXPECT_EQ(Report({a}, "r.html"), kMeasured);
  EXPECT_THAT(Read("r.html"), Not(HasSubstr("More releases")));

  large.environment.cpus = 64;
  EXPECT_EQ(Report({a, Write("c.json", large)}), kUnlike);
  EXPECT_THAT(error_, HasSubstr("number of processors (2, 64)"));
  reason_ = "only looking";
  EXPECT_EQ(Report({a, Write("c.json", large)}, "r.html"), kMeasured);
  EXPECT_THAT(Read("r.html"), HasSubstr("because: only looking."));
  large.cluster.latency = "kwok";  // not real
  EXPECT_EQ(Report({a, Write("c.json", large)}), kUnlike);
  EXPECT_THAT(error_, HasSubstr("never taken together"));
}

// A further size is only in a picture, but what went wrong is not hidden.
TEST_F(ReportCommandTest, OfFurtherSizesWhatMustBeKnownIsSaid) {
  Result large = TwoBlocks();
  large.scenario.namespace_count = 6;
  large.ended_early = "interrupted by SIGINT";
  for (TrialResult& trial : large.trials) trial.invalid = Invalid::kFailed;
  const auto a = Write("a.json", TwoBlocks());
  const auto b = Write("b.json", large);
  const char* const nothing =
      "18 releases in 6 namespaces: No block is valid with both sequential";
  const char* const ended =
      "18 releases in 6 namespaces: Ended early: interrupted by SIGINT";
  const char* const invalid = "18 releases in 6 namespaces: Not valid: 4 of 4";
  EXPECT_EQ(Report({a, b}), kFailed);
  EXPECT_THAT(out_,
              AllOf(HasSubstr(nothing), HasSubstr(ended), HasSubstr(invalid)));
  EXPECT_THAT(out_, AllOf(HasSubstr("3 releases in 1 namespace: "),
                          HasSubstr("those of 18 releases in 6 namespaces are "
                                    "in a page")));
  for (const char* output : {"r.html", "r.md"}) {
    EXPECT_EQ(Report({a, b}, output), kFailed);
    EXPECT_THAT(Read(output), AllOf(HasSubstr(nothing), HasSubstr(ended),
                                    HasSubstr(invalid)));
  }
  EXPECT_EQ(Report({a}), kMeasured);
  EXPECT_THAT(out_, Not(HasSubstr("3 releases in 1 namespace: ")));
  EXPECT_THAT(out_, Not(HasSubstr("All figures here")));
}

TEST_F(ReportCommandTest, OfOneSizeTheyMustBeOfOneScenario) {
  Result other = TwoBlocks();
  other.scenario.name = "post";
  other.started = "2026-02-01T00:00:00Z";
  EXPECT_EQ(Report({Write("a.json", TwoBlocks()), Write("b.json", other)}), -1);
  EXPECT_THAT(error_, AllOf(HasSubstr("b.json"), HasSubstr("a.json"),
                            HasSubstr("scenario post")));
}

TEST_F(ReportCommandTest, WithoutAWholeBlockItFailsAndStillReports) {
  Result result = TwoBlocks();
  for (TrialResult& trial : result.trials) trial.invalid = Invalid::kFailed;
  EXPECT_EQ(Report({Write("a.json", result)}, "r.html"), kFailed);
  EXPECT_THAT(Read("r.html"), HasSubstr("nothing can be compared"));
}

// Names that would do something, were they ever code.
TEST_F(ReportCommandTest, NoNameRunsAShell) {
  const std::string touched = Path("touched").string();
  Result result = SampleRun();
  const std::vector<std::string> names = {
      "`touch " + touched + "`", "$(touch " + touched + ")",
      "\"; system('touch " + touched + "') #", "@x\" `touch " + touched + "`"};
  const auto old = result.scenario.strategies;
  for (std::size_t i = 0; i < old.size(); ++i) {
    result.scenario.strategies[i] = {names[i]};
    for (TrialResult& trial : result.trials) {
      if (trial.planned.strategy == old[i]) {
        trial.planned.strategy = {names[i]};
      }
      for (ReleaseResult& release : trial.releases) {
        release.release = {names[3], names[3]};
      }
    }
    for (PlannedTrial& planned : result.plan.trials) {
      if (planned.strategy == old[i]) planned.strategy = {names[i]};
    }
  }
  result.scenario.name = names[3];
  png_ = true;
  const auto file = Write("a.json", result);
  for (const char* output : {"r.html", "r.md"}) {
    EXPECT_EQ(Report({file}, output), kMeasured) << error_;
    EXPECT_THAT(err_, Not(HasSubstr("missing")));
  }
  EXPECT_FALSE(std::filesystem::exists(touched));
}

}  // namespace
}  // namespace bench
