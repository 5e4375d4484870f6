#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "report/documents.h"
#include "report/render.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<double> kClearlyFaster = {0.60, 0.61, 0.62, 0.63,
                                            0.64, 0.65, 0.66, 0.67};
const std::vector<double> kSlower = {1.50, 1.51, 1.52, 1.53,
                                     1.54, 1.55, 1.56, 1.57};
const std::vector<double> kSame = {0.99, 1.01, 0.995, 1.005,
                                   1.0,  1.0,  0.99,  1.01};
const std::vector<double> kOpen = {0.70, 1.30, 0.80, 1.20,
                                   0.75, 1.25, 0.90, 1.10};
const std::vector<double> kFew = {0.5, 0.5};

Result Pool(const std::vector<double>& ratios) {
  return RatiosOf({kSequential, kThreadPool}, ratios);
}

// In each block one by one takes 1 s.
Result Pools(const std::vector<double>& threads,
             const std::vector<double>& processes) {
  std::vector<std::vector<double>> blocks;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    blocks.push_back({1, threads[i], processes[i]});
  }
  return ResultOf({kSequential, kThreadPool, kProcessPool}, blocks);
}

Document ReportOf(const Result& result) {
  return FullReport(Analyze({result}), {});
}

std::vector<std::string> LinesOf(const Block& block) {
  return std::visit(
      [](const auto& one) -> std::vector<std::string> {
        if constexpr (requires { one.lines; }) return one.lines;
        return {};
      },
      block);
}

// Empty where there is no such heading.
std::vector<std::string> Under(const Document& report,
                               const std::string& words) {
  std::vector<std::string> lines;
  bool under = false;
  for (const Block& block : report.blocks) {
    if (const auto* const heading = std::get_if<Heading>(&block)) {
      under = heading->words == words;
    } else if (under) {
      for (std::string& line : LinesOf(block)) lines.push_back(line);
    }
  }
  return lines;
}

std::string All(const Document& report) {
  std::string text = report.answer;
  for (const std::string& warning : report.warnings) text += "\n" + warning;
  for (const Block& block : report.blocks) {
    for (const std::string& line : LinesOf(block)) text += "\n" + line;
  }
  return text;
}

TEST(AnswerTest, FasterHasItsIntervalAndWhatItSaves) {
  EXPECT_EQ(ReportOf(Pool(kClearlyFaster)).answer,
            "thread-pool@5 is 1.58 times as fast as sequential (95 % interval "
            "1.52 – 1.64): it takes 37 % less time (34 % to 39 %), found in 8 "
            "blocks.");
}

TEST(AnswerTest, SlowerIsSaidAsPlainly) {
  EXPECT_EQ(ReportOf(Pool(kSlower)).answer,
            "thread-pool@5 is slower than sequential: it takes 1.53 times as "
            "long (95 % interval 1.51 – 1.56), 53 % more time (51 % to 56 %), "
            "found in 8 blocks.");
}

TEST(AnswerTest, SameNamesItsTolerance) {
  EXPECT_EQ(ReportOf(Pool(kSame)).answer,
            "thread-pool@5 takes as long as sequential within ±5 %: 1.00 times "
            "(95 % interval 0.99 – 1.01), found in 8 blocks.");
}

TEST(AnswerTest, InconclusiveTakesNoSide) {
  EXPECT_THAT(ReportOf(Pool(kOpen)).answer,
              AllOf(HasSubstr("is not decided"), HasSubstr("8 blocks"),
                    HasSubstr("95 % interval")));
}

TEST(AnswerTest, TooFewBlocksForSeveralComparisonsAreSaid) {
  const std::vector<double> six(kClearlyFaster.begin(),
                                kClearlyFaster.begin() + 6);
  const Document report = ReportOf(Pools(six, six));
  EXPECT_EQ(report.answer,
            "Whether thread-pool@5 and sequential differ is not decided: 6 "
            "blocks are too few for 2 comparisons (95 % interval 0.60 – "
            "0.65).");
  EXPECT_THAT(report.warnings, ElementsAre(HasSubstr("7 are needed")));
}

TEST(AnswerTest, TooFewBlocksClaimNothing) {
  EXPECT_EQ(ReportOf(Pool(kFew)).answer,
            "Nothing is claimed about thread-pool@5 and sequential: 2 blocks "
            "are too few.");
  EXPECT_THAT(ReportOf(Pool({0.5})).answer, HasSubstr("1 block is too few"));
}

TEST(AnswerTest, ThePostsComparisonComesFirst) {
  StrategySpec other = kProcessPool;
  const Result result = ResultOf({kSequential, other, kThreadPool},
                                 {{1, 2, 0.5}, {1, 2, 0.5}, {1, 2, 0.5}});
  EXPECT_THAT(ReportOf(result).answer, HasSubstr("about thread-pool@5"));
  EXPECT_THAT(ReportOf(RatiosOf({kSequential, other}, kFew)).answer,
              HasSubstr("about process-pool@5"));
}

TEST(AnswerTest, OneStrategyIsComparedWithNothing) {
  const Result alone = RatiosOf({kSequential}, kFew);
  EXPECT_EQ(
      ReportOf(alone).answer,
      "sequential takes 1.000 s (median), and was compared with nothing.");
  EXPECT_THAT(Under(ReportOf(alone), "What to choose"), IsEmpty());
}

TEST(AnswerTest, WhereNothingCountsItSaysThat) {
  const Document report = ReportOf(NothingValid());
  EXPECT_THAT(report.answer, HasSubstr("nothing can be compared"));
  EXPECT_THAT(Under(report, "What came out"), IsEmpty());
  EXPECT_THAT(Under(report, "What was asked"), Not(IsEmpty()));
}

// Given that the pool of the post's claim never works,
// then the headline is about one that does.
TEST(AnswerTest, WhatNeverWorkedHidesNothing) {
  Result result = Pools(kClearlyFaster, kClearlyFaster);
  for (TrialResult& trial : result.trials) {
    if (trial.planned.strategy != kThreadPool) continue;
    trial.invalid = Invalid::kFailed;
    trial.times.reset();
  }
  const Document report = ReportOf(result);
  EXPECT_THAT(report.answer, HasSubstr("process-pool@5 is 1.58 times as fast"));
  EXPECT_THAT(report.warnings,
              ElementsAre(HasSubstr("8 of 24 trials"),
                          "thread-pool@5: not compared: no valid trial that "
                          "counts."));
  EXPECT_THAT(Under(report, "What came out"),
              Contains("thread-pool@5 and sequential cannot be compared: no "
                       "block has both."));
  EXPECT_THAT(Under(report, "What limits it"),
              Contains("thread-pool@5: No trial counts."));
}

// The rule of the whole page.
TEST(FullReportTest, NobodyIsFasterWithoutAVerdict) {
  for (const auto& ratios : {kOpen, kFew, kSame}) {
    EXPECT_THAT(All(ReportOf(Pool(ratios))),
                Not(AnyOf(HasSubstr("is faster"), HasSubstr("times as fast"),
                          HasSubstr("to be faster"), HasSubstr("is slower"))));
  }
  EXPECT_THAT(All(ReportOf(Pool(kClearlyFaster))), HasSubstr("times as fast"));
}

TEST(FullReportTest, ThePostsClaimIsHeldAgainstTheInterval) {
  const auto came_out = [](const std::vector<double>& ratios) {
    return Under(ReportOf(Pool(ratios)), "What came out").back();
  };
  EXPECT_THAT(came_out({0.58, 0.59, 0.60, 0.61, 0.62, 0.60}),
              HasSubstr("agrees with what was found here"));
  EXPECT_THAT(came_out({0.70, 0.71, 0.72, 0.73, 0.74, 0.75}),
              HasSubstr("does not hold here: that would be 0.60 times as long, "
                        "and the interval is 0.70 – 0.75: less is saved"));
  EXPECT_THAT(came_out({0.40, 0.41, 0.42, 0.43, 0.44, 0.45}),
              HasSubstr("more is saved here"));
  EXPECT_THAT(came_out(kSlower), HasSubstr(": it takes longer here."));
  EXPECT_THAT(came_out(kSame), HasSubstr(": hardly anything is saved here."));
  EXPECT_THAT(came_out(kFew), HasSubstr("cannot be judged from 2 blocks"));
  EXPECT_THAT(
      All(ReportOf(RatiosOf({kSequential, kProcessPool}, kClearlyFaster))),
      Not(HasSubstr("post")));
}

TEST(FullReportTest, WhatIsChosenIsCertain) {
  const auto choice = [](const Result& result) {
    return Under(ReportOf(result), "What to choose");
  };
  EXPECT_THAT(choice(Pool(kClearlyFaster)),
              ElementsAre("thread-pool@5: it alone was found to be faster than "
                          "sequential."));
  EXPECT_THAT(choice(Pools(kClearlyFaster, kClearlyFaster)).front(),
              AllOf(HasSubstr("One of thread-pool@5, process-pool@5"),
                    HasSubstr("is not claimed"), HasSubstr("lowest median")));
  EXPECT_THAT(choice(Pools(kSame, kSlower)).front(),
              HasSubstr("sequential: nothing that was compared"));
  EXPECT_THAT(choice(Pool(kOpen)).front(), HasSubstr("Nothing is recommended"));
  EXPECT_THAT(choice(Pool(kFew)).front(), HasSubstr("Nothing is recommended"));
}

TEST(FullReportTest, WhoeverIsChosenHasItsFailuresNamed) {
  Result result = Pool({0.60, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 0.6});
  EXPECT_EQ(Under(ReportOf(result), "What to choose").size(), 1);
  result.trials.back().invalid = Invalid::kFailed;
  EXPECT_THAT(Under(ReportOf(result), "What to choose"),
              Contains("But thread-pool@5 failed or left another end state in "
                       "1 of 9 trials."));
}

TEST(FullReportTest, ThreadsAndProcessesAreAHint) {
  const auto said = [](const Result& result) {
    return Under(ReportOf(result), "Threads or processes");
  };
  EXPECT_THAT(said(Pools(kClearlyFaster, kClearlyFaster)).front(),
              HasSubstr("no difference beyond ±5 %"));
  EXPECT_THAT(said(Pools(kClearlyFaster, kSlower)).front(),
              HasSubstr("a sign of a difference"));
  EXPECT_THAT(said(Pools(kSame, kOpen)).front(),
              HasSubstr("does not mean that there is none"));
  EXPECT_THAT(said(Pools(kFew, kFew)).front(), HasSubstr("too few"));
  EXPECT_THAT(said(Pools(kClearlyFaster, kClearlyFaster)).back(),
              HasSubstr("a hint"));
  EXPECT_THAT(said(Pool(kClearlyFaster)), IsEmpty());
}

TEST(FullReportTest, WhatMustBeKnownComesFirst) {
  EXPECT_THAT(ReportOf(Pool(kClearlyFaster)).warnings, IsEmpty());

  Result simulated = Pool(kClearlyFaster);
  simulated.cluster.latency = "kwok";
  EXPECT_THAT(ReportOf(simulated).warnings,
              ElementsAre(HasSubstr("not a measurement of Kubernetes")));

  Result interrupted = Pool(kClearlyFaster);
  interrupted.ended_early = "interrupted by SIGINT";
  EXPECT_THAT(ReportOf(interrupted).warnings,
              ElementsAre(HasSubstr("Ended early: interrupted by SIGINT")));

  EXPECT_THAT(ReportOf(Pool({0.5})).warnings,
              ElementsAre(HasSubstr("no claim from 1 block")));

  Result failed = Pool(kClearlyFaster);
  failed.trials[0].invalid = Invalid::kFailed;
  failed.trials[3].invalid = Invalid::kDisturbed;
  failed.trials[4].invalid = Invalid::kEndState;
  EXPECT_THAT(
      ReportOf(failed).warnings.front(),
      "Not valid: 3 of 16 trials (1 failed, 1 left another end state than "
      "expected, 1 disturbed from outside).");

  EXPECT_THAT(ReportOf(NothingValid()).warnings,
              ElementsAre(HasSubstr("nothing can be compared"),
                          HasSubstr("27 of 27 trials")));
}

TEST(FullReportTest, SeveralResultsSayTheSameOnce) {
  std::vector<Result> results(3, Pool(kClearlyFaster));
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].cluster.uid = std::to_string(i);
    results[i].started = "2026-02-0" + std::to_string(i + 1) + "T00:00:00Z";
    results[i].cluster.latency = "kwok";
  }
  const Document report = FullReport(Analyze(results), {});
  EXPECT_EQ(report.warnings.size(), 1);
  EXPECT_EQ(Under(report, "How to repeat it").size(), 3);
  EXPECT_THAT(Under(report, "What was done"),
              Contains("The cluster was booted 3 times."));
  EXPECT_THAT(Under(report, "How sure it is"), Contains(HasSubstr("Student")));
  EXPECT_THAT(Under(ReportOf(Pool(kClearlyFaster)), "What was done"),
              Not(Contains(HasSubstr("booted"))));
  EXPECT_THAT(Under(ReportOf(Pool(kClearlyFaster)), "How sure it is"),
              Contains(HasSubstr("Wilcoxon")));
}

// Of 24 trials, each of which has 300 kB of words and 200 objects of each
// kind.
TEST(FullReportTest, IsBoundedWhateverHelmSays) {
  const Analysis loud = Analyze({LoudRun()});
  const Document report = FullReport(loud, {});
  for (const std::string& text :
       {RenderHtml(report), RenderMarkdown(report), RenderTerminal(report),
        RenderTerminal(ShortReport(loud)),
        RenderTerminal(TerminalReport(loud))}) {
    EXPECT_LT(text.size(), 100'000u);
    EXPECT_THAT(text, HasSubstr("bytes left out"));
    EXPECT_THAT(text, HasSubstr("more, in the result file"));
  }
}

TEST(FullReportTest, SaysHowToRepeatFurtherSizesToo) {
  Result large = Pool(kClearlyFaster);
  large.scenario.name = "many-namespaces";
  large.scenario.namespace_count = 6;
  const std::vector<Analysis> others = {Analyze({large})};
  const Document report =
      FullReport(Analyze({Pool(kClearlyFaster)}), {}, "", others);
  ASSERT_EQ(Under(report, "How to repeat it").size(), 2);
  EXPECT_THAT(Under(report, "How to repeat it")[1],
              HasSubstr("--scenario many-namespaces"));
}

TEST(FullReportTest, SeveralComparisonsAreJudgedTogether) {
  EXPECT_THAT(
      Under(ReportOf(Pools(kClearlyFaster, kClearlyFaster)), "How sure it is"),
      Contains(HasSubstr("2 comparisons together")));
  EXPECT_THAT(Under(ReportOf(Pool(kClearlyFaster)), "How sure it is"),
              Not(Contains(HasSubstr("together"))));
}

TEST(FullReportTest, OneSessionIsACaveat) {
  EXPECT_THAT(Under(ReportOf(Pool(kClearlyFaster)), "Before you rely on it"),
              Contains(HasSubstr("One session")));
}

TEST(FullReportTest, TrialsAreCountedInWords) {
  const auto counted = [](const Result& result) {
    return Under(ReportOf(result), "What was done").at(2);
  };
  Result result = Pool(kFew);
  EXPECT_EQ(counted(result), "4 trials were run, and 4 of them count.");
  for (std::size_t i = 1; i < 4; ++i) {
    result.trials[i].invalid = Invalid::kFailed;
  }
  EXPECT_EQ(counted(result), "4 trials were run, and 1 of them counts.");
  result.trials.resize(1);
  EXPECT_EQ(counted(result), "1 trial was run, and it counts.");
  result.trials[0].invalid = Invalid::kFailed;
  EXPECT_EQ(counted(result), "1 trial was run, and it does not count.");
}

TEST(FullReportTest, TheWarmUpIsSpokenOfWhereThereWasOne) {
  Result result = Pool(kClearlyFaster);
  EXPECT_THAT(All(ReportOf(result)), Not(HasSubstr("warms up")));
  result.plan.warm_up = 1;
  EXPECT_THAT(All(ReportOf(result)), HasSubstr("warms up"));
}

}  // namespace
}  // namespace bench
