#include "report/pictures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "report/gnuplot.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Two strategies; helm's own times are known of the releases.
Result PictureSample() {
  Result result = RatiosOf({kSequential, kThreadPool},
                           {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5});
  for (TrialResult& trial : result.trials) {
    trial.times->list_s = 0.1;
    for (const char* name : {"nginx", "redis"}) {
      const double start =
          trial.planned.strategy == kSequential && name[0] == 'r' ? 0.5 : 0.1;
      ReleaseResult release = ReleaseOf(name, start, start + 0.3);
      release.spawned_s = start + 0.05;
      release.user_s = 0.0625;
      release.system_s = 0.0625;
      release.throttled_s = 0.0;
      trial.releases.push_back(release);
    }
  }
  return result;
}

Analysis AnalysisOf(const Result& result) { return Analyze({result}); }

std::vector<std::string> Names(const std::vector<Picture>& pictures) {
  std::vector<std::string> names;
  for (const Picture& picture : pictures) names.push_back(picture.name);
  return names;
}

TEST(PicturesTest, AreThoseThatHaveSomethingToShow) {
  EXPECT_THAT(
      Names(Pictures(AnalysisOf(PictureSample()))),
      ElementsAre("comparison", "timeline", "pairs", "where-time-goes"));
  EXPECT_THAT(Names(Pictures(AnalysisOf(RatiosOf({kSequential}, {1})))),
              ElementsAre("comparison"));
  EXPECT_THAT(Pictures(AnalysisOf(NothingValid())), IsEmpty());
}

// Given a strategy that never works,
// then the pictures are of the others, whole and without it.
TEST(PicturesTest, WhatNeverWorkedIsLeftOut) {
  Result result = SampleRun();
  for (TrialResult& trial : result.trials) {
    if (trial.planned.strategy != kProcessPool) continue;
    trial.invalid = Invalid::kFailed;
    trial.times.reset();
    trial.releases.clear();
  }
  const std::vector<Picture> pictures = Pictures(AnalysisOf(result));
  ASSERT_THAT(Names(pictures), ElementsAre("comparison", "timeline", "pairs",
                                           "where-time-goes"));
  EXPECT_THAT(pictures[0].table.rows, SizeIs(2));
  EXPECT_THAT(pictures[1].alt, Not(HasSubstr("process-pool")));
  EXPECT_THAT(pictures[2].table.rows.front().back(), "-");
}

TEST(PicturesTest, EachHasItsTableAndItsWords) {
  for (const Picture& picture : Pictures(AnalysisOf(SampleRun()))) {
    EXPECT_NE(picture.title, "");
    EXPECT_NE(picture.alt, "");
    EXPECT_NE(picture.caption, "");
    EXPECT_THAT(picture.table.rows, Not(IsEmpty()));
    for (const auto& row : picture.table.rows) {
      EXPECT_THAT(row, SizeIs(picture.table.columns.size()));
    }
    EXPECT_EQ(std::ranges::count(kPictureNames, picture.name), 1);
  }
}

TEST(PicturesTest, AreTheSameForTheSameResult) {
  const auto texts = [] {
    std::string all;
    for (const Picture& picture : Pictures(AnalysisOf(PictureSample()))) {
      all += PlotScript(picture, PictureFormat::kSvg);
      for (const auto& [name, text] : picture.data) all += name + text;
    }
    return all;
  };
  EXPECT_EQ(texts(), texts());
}

// A script is code. AnalysisOf two results that differ in names only, it is the
// same.
TEST(PicturesTest, NoNameIsInAScript) {
  Result plain = PictureSample();
  Result strange = PictureSample();
  const std::string name = "`touch x`\"; system('y'); @z\n#";
  const auto rename = [&](StrategySpec& strategy) {
    if (strategy == kThreadPool) strategy = {name, 5};
  };
  for (StrategySpec& one : strange.scenario.strategies) rename(one);
  for (TrialResult& trial : strange.trials) {
    rename(trial.planned.strategy);
    for (ReleaseResult& release : trial.releases) release.release.name = name;
  }
  const auto one = Pictures(AnalysisOf(plain));
  const auto other = Pictures(AnalysisOf(strange));
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].script, other[i].script);
  }
}

// A field of a data file can end neither its line nor itself.
TEST(PlotNameTest, IsOneField) {
  EXPECT_EQ(PlotName("thread-pool@5"), "\"thread-pool@5\"");
  EXPECT_EQ(PlotName("a\tb\nc"), "\"a b c\"");
  EXPECT_EQ(PlotName("a\"b\\n"), "\"a″b\\\\n\"");
  EXPECT_EQ(PlotName(std::string(300, 'x')),
            "\"" + std::string(23, 'x') + "…\"");
}

TEST(PlotScriptTest, ReadsNamesLiterallyInBothFormats) {
  const Picture picture = Pictures(AnalysisOf(PictureSample())).front();
  EXPECT_THAT(PlotScript(picture, PictureFormat::kSvg),
              AllOf(HasSubstr("set terminal svg"), HasSubstr("noenhanced")));
  EXPECT_THAT(PlotScript(picture, PictureFormat::kPng),
              AllOf(HasSubstr("set terminal pngcairo"), HasSubstr("noenhanced"),
                    HasSubstr("1440,")));
}

TEST(ComparisonPictureTest, HasADotForEveryTrialThatCounts) {
  Result result = PictureSample();
  result.trials[0].invalid = Invalid::kFailed;
  const Picture picture = ComparisonPicture(AnalysisOf(result));
  EXPECT_EQ(std::ranges::count(picture.data.at("trials.tsv"), '\n'), 15);
  EXPECT_THAT(picture.table.rows[0], Contains("7"));
}

TEST(ComparisonPictureTest, TheIntervalIsReadOnTheScaleOfSpeeds) {
  const Picture picture = ComparisonPicture(AnalysisOf(PictureSample()));
  EXPECT_THAT(picture.table.rows[1], Contains("2.00"));
  EXPECT_THAT(picture.script, HasSubstr("x2tics"));
  EXPECT_THAT(picture.caption, HasSubstr("upper scale"));
  const Picture few = ComparisonPicture(
      AnalysisOf(RatiosOf({kSequential, kThreadPool}, {0.5})));
  EXPECT_EQ(few.data.at("intervals.tsv"), kNothingToPlot);
  EXPECT_THAT(few.caption, Not(HasSubstr("upper scale")));
  const Picture alone =
      ComparisonPicture(AnalysisOf(RatiosOf({kSequential}, {1})));
  EXPECT_THAT(alone.script, Not(HasSubstr("x2tics")));
}

TEST(TimelinePictureTest, ABarIsCutIntoItsParts) {
  const Picture picture = TimelinePicture(AnalysisOf(PictureSample()));
  // list, and start-up, CPU and waiting of two releases, of two strategies.
  EXPECT_EQ(std::ranges::count(picture.data.at("bars.tsv"), '\n'), 14);
  EXPECT_THAT(picture.table.rows,
              Contains(ElementsAre("thread-pool@5", "helm-bench-1/redis", "2",
                                   "100.0 ms", "50.0 ms", "125.0 ms", "0.0 ms",
                                   "125.0 ms", "400.0 ms", "", "")));
  EXPECT_THAT(picture.alt,
              HasSubstr("thread-pool@5: returned after 500.0 ms, at most 2 at "
                        "work at once."));
}

TEST(TimelinePictureTest, AnOutsideProgramIsOneBar) {
  Result result = PictureSample();
  for (TrialResult& trial : result.trials) {
    if (trial.planned.strategy == kThreadPool) trial.releases.clear();
  }
  const Picture picture = TimelinePicture(AnalysisOf(result));
  EXPECT_THAT(picture.key,
              Contains(testing::Field(&Picture::Key::words, "not told apart")));
  EXPECT_THAT(picture.table.rows.back()[1], HasSubstr("tells nothing"));
}

TEST(TimelinePictureTest, WithoutAnyReleaseThereIsNone) {
  Result result = PictureSample();
  for (TrialResult& trial : result.trials) trial.releases.clear();
  EXPECT_THAT(TimelinePicture(AnalysisOf(result)).table.rows, IsEmpty());
}

TEST(TimelinePictureTest, ManyReleasesAreCutAndThatIsSaid) {
  Result result = PictureSample();
  EXPECT_THAT(TimelinePicture(AnalysisOf(result)).caption,
              Not(HasSubstr("first 200")));
  for (TrialResult& trial : result.trials) {
    trial.releases.resize(300, trial.releases.front());
  }
  const Picture picture = TimelinePicture(AnalysisOf(result));
  EXPECT_THAT(picture.caption, HasSubstr("Only the first 200"));
  EXPECT_THAT(picture.table.rows, SizeIs(2 * 201));
}

TEST(PairsPictureTest, HasEveryBlockInItsOrder) {
  const Picture picture = PairsPicture(
      AnalysisOf(RatiosOf({kSequential, kThreadPool}, {0.5, 0.75, 0.25})));
  EXPECT_THAT(picture.table.rows,
              ElementsAre(ElementsAre("1", "0.500"), ElementsAre("2", "0.750"),
                          ElementsAre("3", "0.250")));
  EXPECT_EQ(std::ranges::count(picture.data.at("pairs.tsv"), '\n'), 3);
  EXPECT_THAT(picture.alt, HasSubstr("from 0.25 to 0.75"));
}

TEST(PairsPictureTest, ALongTableIsCutAndThatIsSaid) {
  const Picture picture = PairsPicture(AnalysisOf(
      RatiosOf({kSequential, kThreadPool}, std::vector<double>(400, 0.5))));
  EXPECT_THAT(picture.table.rows, SizeIs(300));
  EXPECT_EQ(std::ranges::count(picture.data.at("pairs.tsv"), '\n'), 400);
  EXPECT_THAT(picture.caption, HasSubstr("first 300 blocks"));
}

TEST(PairsPictureTest, ManyNamesTakeTurnsOnLinesOfTheirOwn) {
  Analysis analysis =
      AnalysisOf(RatiosOf({kSequential, kThreadPool}, {0.5, 0.75}));
  const Picture one = PairsPicture(analysis);
  EXPECT_THAT(one.script, HasSubstr(":xtic(2) "));
  analysis.comparisons.resize(12, analysis.comparisons.front());
  const Picture many = PairsPicture(analysis);
  EXPECT_THAT(
      many.script,
      HasSubstr(R"(:xtic(substr("\n", 1, int($0) % 2).stringcolumn(2)))"));
  EXPECT_GT(many.height, one.height);
}

TEST(WhereTimeGoesPictureTest, HasTwoRowsAStrategy) {
  const Picture picture = WhereTimeGoesPicture(AnalysisOf(PictureSample()));
  EXPECT_EQ(std::ranges::count(picture.data.at("rows.tsv"), '\n'), 4);
  EXPECT_THAT(picture.table.rows, SizeIs(4));
}

TEST(ScalePictureTest, HasTheSizesThatWereMeasured) {
  Result small = PictureSample();
  Result large = PictureSample();
  large.scenario.namespace_count = 6;
  const std::vector<Analysis> analyses = {AnalysisOf(small), AnalysisOf(large)};
  const Picture picture = ScalePicture(analyses);
  EXPECT_THAT(
      picture.table.rows,
      ElementsAre(ElementsAre("3", "1", "three-charts", "sequential", "8",
                              "1.000 s", "1.000 s", "1.000 s"),
                  Contains("thread-pool@5"), Contains("18"), Contains("18")));
  EXPECT_EQ(std::ranges::count(picture.data.at("times.tsv"), '\n'), 4);
  EXPECT_THAT(picture.script, Not(HasSubstr("with lines")));
}

}  // namespace
}  // namespace bench
