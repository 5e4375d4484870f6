#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "analysis/results_together.h"
#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "report/documents.h"
#include "report/render.h"
#include "result_sample.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class AnalyzeCommandTest : public testing::Test {
 protected:
  // It has one of its own: tests run side by side.
  AnalyzeCommandTest() {
    std::string folder = testing::TempDir() + "bench-analyze-XXXXXX";
    folder_ = mkdtemp(folder.data());
  }
  ~AnalyzeCommandTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Write(const std::string& name,
                              const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

  // Its exit status; what it printed is in said_.
  int Analyze(std::vector<std::filesystem::path> files) {
    Options options;
    options.color = "never";
    options.allow_unlike = reason_;
    options.exports = exports_;
    options.criteria = criteria_;
    options.report_file = report_;
    options.result_files = std::move(files);
    testing::internal::CaptureStdout();
    int status = -1;
    try {
      status = AnalyzeCommand(options);
    } catch (const UnlikeError& error) {
      error_ = error.what();
      status = kUnlike;
    } catch (const Error& error) {
      error_ = error.what();
    }
    std::fflush(stdout);
    said_ = testing::internal::GetCapturedStdout();
    return status;
  }

  std::filesystem::path folder_;
  std::string reason_;  // of --allow-unlike
  std::map<std::string, std::string> exports_;
  std::filesystem::path report_;
  AskedCriteria criteria_;
  std::string said_;
  std::string error_;
};

TEST_F(AnalyzeCommandTest, SaysWhatTheRunSaid) {
  EXPECT_EQ(Analyze({Write("a.json", ToJson(TwoBlocks()))}), kMeasured);
  EXPECT_EQ(said_, RenderTerminal(ShortReport(bench::Analyze({TwoBlocks()}))));
}

TEST_F(AnalyzeCommandTest, AJournalIsAResultThatEndedEarly) {
  const Result sample = TwoBlocks();
  std::string text = JournalHeader(sample);
  for (int i = 0; i < 3; ++i) {
    text += JournalLine(sample.trials[static_cast<std::size_t>(i)]);
  }
  EXPECT_EQ(Analyze({Write("a.jsonl", text)}), kMeasured);
  EXPECT_THAT(said_, HasSubstr("Ended early: cut off"));
  EXPECT_THAT(said_, HasSubstr("3 of 4 trials"));
}

TEST_F(AnalyzeCommandTest, SeveralAreTakenTogether) {
  Result other = TwoBlocks();
  other.started = "2026-02-01T00:00:00Z";
  other.cluster.uid = "another";
  EXPECT_EQ(Analyze({Write("a.json", ToJson(TwoBlocks())),
                     Write("b.json", ToJson(other))}),
            kMeasured);
  EXPECT_THAT(said_, HasSubstr("2 sessions"));
}

Result Later(const std::string& uid) {
  Result result = TwoBlocks();
  result.started = "2026-02-01T00:00:00Z";
  result.cluster.uid = uid;
  return result;
}

TEST_F(AnalyzeCommandTest, WhatWasMeasuredElsewhereIsNotTakenTogether) {
  Result elsewhere = Later("another");
  elsewhere.environment.cpus = 64;
  elsewhere.environment.cold_cache = true;
  const std::vector<std::filesystem::path> files = {
      Write("a.json", ToJson(TwoBlocks())), Write("b.json", ToJson(elsewhere))};
  EXPECT_EQ(Analyze(files), kUnlike);
  EXPECT_THAT(error_, AllOf(HasSubstr("b.json"), HasSubstr("a.json"),
                            HasSubstr("number of processors (2, 64)"),
                            HasSubstr("discovery cache (warm, cold)"),
                            HasSubstr("--allow-unlike")));
  EXPECT_EQ(said_, "");
  reason_ = "only looking";
  EXPECT_EQ(Analyze(files), kMeasured);
  EXPECT_THAT(said_, AllOf(HasSubstr("because: only looking."),
                           HasSubstr("number of processors (2, 64)"),
                           HasSubstr("2 sessions")));
}

TEST_F(AnalyzeCommandTest, NoReasonMixesTheRealWithTheSimulated) {
  reason_ = "only looking";
  const auto a = Write("a.json", ToJson(TwoBlocks()));
  Result simulated = Later("another");
  simulated.cluster.latency = "kwok";
  EXPECT_EQ(Analyze({a, Write("b.json", ToJson(simulated))}), kUnlike);
  EXPECT_THAT(error_, HasSubstr("never taken together"));
  Result stand_in = Later("another");
  stand_in.environment.helm.stand_in = true;
  EXPECT_EQ(Analyze({a, Write("c.json", ToJson(stand_in))}), kUnlike);
  EXPECT_EQ(said_, "");
}

// What is worth knowing keeps nothing apart.
TEST_F(AnalyzeCommandTest, APatchLevelAndTheLoadMayDiffer) {
  Result later = Later("another");
  later.environment.load_average = 9;
  later.environment.kernel = "Linux 6.1.99-1-amd64 x86_64";
  later.cluster.name = "another";
  EXPECT_EQ(Analyze({Write("a.json", ToJson(TwoBlocks())),
                     Write("b.json", ToJson(later))}),
            kMeasured)
      << error_;
}

// The gate of one is not passed by what only the other asks for.
TEST_F(AnalyzeCommandTest, OtherCriteriaAreChosenOnTheCommandLine) {
  Result strict = Later("another");
  strict.criteria.thresholds = {"max(sequential)<1ms"};
  strict.criteria.on_inconclusive = OnInconclusive::kFail;
  const auto a = Write("a.json", ToJson(TwoBlocks()));
  EXPECT_EQ(Analyze({a, Write("b.json", ToJson(strict))}), -1);
  EXPECT_THAT(error_, AllOf(HasSubstr("b.json"), HasSubstr("a.json"),
                            HasSubstr("(none; max(sequential)<1ms)"),
                            HasSubstr("with --threshold")));
  criteria_.thresholds = {"max(sequential)<1ms"};
  EXPECT_EQ(Analyze({a, folder_ / "b.json"}), -1);
  EXPECT_THAT(error_, HasSubstr("with --on-inconclusive"));
  criteria_.on_inconclusive = OnInconclusive::kWarn;
  EXPECT_EQ(Analyze({a, folder_ / "b.json"}), kRegression);

  criteria_ = {};
  Result lax = Later("another");
  lax.criteria.same = .5;
  EXPECT_EQ(Analyze({a, Write("c.json", ToJson(lax))}), -1);
  EXPECT_THAT(error_, HasSubstr("within 5 % and within 50 %"));
  criteria_.same = .5;
  EXPECT_EQ(Analyze({a, folder_ / "c.json"}), kMeasured);
}

TEST_F(AnalyzeCommandTest, AResultIsNotWrittenOver) {
  const auto a = Write("a.json", ToJson(TwoBlocks()));
  exports_["--export-csv"] = (folder_ / "./a.json").string();
  EXPECT_EQ(Analyze({a}), -1);
  EXPECT_THAT(error_, AllOf(HasSubstr("--export-csv"),
                            HasSubstr("would write over " + a.string())));
  EXPECT_EQ(ReadFile(a), ToJson(TwoBlocks()));
}

TEST_F(AnalyzeCommandTest, AReportAndAnExportDoNotShareAFile) {
  const auto a = Write("a.json", ToJson(TwoBlocks()));
  report_ = folder_ / "x.md";
  exports_["--export-markdown"] = report_.string();
  EXPECT_EQ(Analyze({a}), -1);
  EXPECT_THAT(error_, HasSubstr("--export-markdown goes there already"));
  // Nor a picture of it.
  exports_["--export-markdown"] = (folder_ / "x-timeline.svg").string();
  EXPECT_EQ(Analyze({a}), -1);
  EXPECT_THAT(error_, HasSubstr("--export-markdown goes there already"));
  EXPECT_FALSE(std::filesystem::exists(report_));
}

TEST_F(AnalyzeCommandTest, WithoutAValidBlockItFails) {
  Result result = TwoBlocks();
  for (TrialResult& trial : result.trials) trial.invalid = Invalid::kFailed;
  EXPECT_EQ(Analyze({Write("a.json", ToJson(result))}), kFailed);
  EXPECT_THAT(said_, HasSubstr("No block is valid"));
}

// Given that one of three strategies never works,
// then the other two are compared, and that is no failure of the analysis.
TEST_F(AnalyzeCommandTest, AStrategyThatNeverWorksIsNoReasonToFail) {
  Result result = SampleRun();
  for (TrialResult& trial : result.trials) {
    if (trial.planned.strategy.name != "process-pool") continue;
    trial.invalid = Invalid::kFailed;
    trial.times.reset();
  }
  EXPECT_EQ(Analyze({Write("a.json", ToJson(result))}), kMeasured);
  EXPECT_THAT(said_, HasSubstr("process-pool@5: not compared"));
  EXPECT_THAT(said_, HasSubstr("faster"));
}

TEST_F(AnalyzeCommandTest, WhatIsNoResultIsRefusedByName) {
  const std::string whole = ToJson(TwoBlocks());
  const std::pair<const char*, std::string> bad[] = {
      {"broken.json", "{\"schema\": "},
      {"truncated.json", whole.substr(0, whole.size() / 2)},
      {"empty.json", ""},
      {"empty.jsonl", ""},
      {"foreign.json", "{\"results\": []}"},
      {"foreign.jsonl", "{\"a\": 1}\n"},
      {"list.json", "[1]"},
      {"journal.json",
       JournalHeader(TwoBlocks()) + JournalLine(TwoBlocks().trials[0])}};
  for (const auto& [name, text] : bad) {
    error_.clear();
    EXPECT_EQ(Analyze({Write(name, text)}), -1);
    EXPECT_THAT(error_, HasSubstr(name));
    EXPECT_EQ(said_, "");
  }
  for (const auto& path : {folder_ / "nowhere.json", folder_}) {
    error_.clear();
    EXPECT_EQ(Analyze({path}), -1);
    EXPECT_THAT(error_, AllOf(HasSubstr(path.string()), HasSubstr("read")));
  }
}

TEST_F(AnalyzeCommandTest, FilesThatDoNotGoTogetherAreNamed) {
  Result other = TwoBlocks();
  other.started = "2026-02-01T00:00:00Z";
  other.scenario.name = "post";
  const auto a = Write("a.json", ToJson(TwoBlocks()));
  EXPECT_EQ(Analyze({a, Write("b.json", ToJson(other))}), -1);
  EXPECT_THAT(error_, AllOf(HasSubstr("b.json"), HasSubstr("a.json"),
                            HasSubstr("scenario post is not three-charts")));
  EXPECT_EQ(Analyze({a, a}), -1);
  EXPECT_THAT(error_, HasSubstr("same run"));
  EXPECT_EQ(said_, "");
}

}  // namespace
}  // namespace bench
