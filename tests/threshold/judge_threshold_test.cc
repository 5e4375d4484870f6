#include "threshold/judge_threshold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "result_sample.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using Outcome = CheckResult::Outcome;

// Sequential takes 1 s, the pool half of it, in 7 blocks.
Result Measured() {
  return MeasuredResult({{kSequential, Around(1)}, {kThreadPool, Around(.5)}});
}

CheckResult Check(Result result, const std::string& text) {
  result.criteria.thresholds = {text};
  const auto checks = JudgeThresholds(Analyze({std::move(result)}));
  EXPECT_THAT(checks, SizeIs(1));
  EXPECT_EQ(checks.front().name, text);
  return checks.front();
}

Outcome Of(const std::string& text) { return Check(Measured(), text).outcome; }

TEST(JudgeThresholdTest, TheWholeIntervalDecides) {
  EXPECT_EQ(Of("median(sequential)<1.1s"), Outcome::kHolds);
  EXPECT_EQ(Of("median(sequential)<0.9s"), Outcome::kFails);
  // The median is 1 s, and 1.005 s is in its interval.
  EXPECT_EQ(Of("median(sequential)<1.005s"), Outcome::kUndecided);
  EXPECT_EQ(Of("median(sequential)>1.005s"), Outcome::kUndecided);
  EXPECT_EQ(Of("median(sequential)<1.005s@point"), Outcome::kHolds);
  EXPECT_EQ(Of("median(sequential)>1.005s@point"), Outcome::kFails);
  EXPECT_EQ(Of("mean(sequential)>0.9s"), Outcome::kHolds);
  EXPECT_EQ(Of("mean(sequential)<1.005s"), Outcome::kUndecided);
}

TEST(JudgeThresholdTest, EachMetricIsWhatItsNameSays) {
  EXPECT_EQ(Of("min(sequential)<0.991s"), Outcome::kHolds);
  EXPECT_EQ(Of("min(sequential)<0.989s"), Outcome::kFails);
  EXPECT_EQ(Of("max(sequential)>1.009s"), Outcome::kHolds);
  EXPECT_EQ(Of("max(sequential)>1.011s"), Outcome::kFails);
  EXPECT_EQ(Of("returned(thread-pool)<0.6s"), Outcome::kHolds);
  EXPECT_EQ(Of("settled(thread-pool)>0.9s"), Outcome::kHolds);
  EXPECT_EQ(Of("returned(thread-pool/sequential)<0.51"), Outcome::kHolds);
  EXPECT_EQ(Of("returned(thread-pool/sequential)>0.49"), Outcome::kHolds);
  // Half a second more each: 1 s / 1.5 s.
  EXPECT_EQ(Of("settled(thread-pool/sequential)>0.66"), Outcome::kHolds);
  EXPECT_EQ(Of("settled(thread-pool/sequential)<0.68"), Outcome::kHolds);
  EXPECT_EQ(Of("speedup(thread-pool)>1.9"), Outcome::kHolds);
  EXPECT_EQ(Of("speedup(thread-pool)>2.1"), Outcome::kFails);
  EXPECT_EQ(Of("speedup(sequential/thread-pool)<0.51"), Outcome::kHolds);
  // 5 workers for 3 releases: 3 at a time at best.
  EXPECT_EQ(Of("efficiency(thread-pool)>66%"), Outcome::kHolds);
  EXPECT_EQ(Of("efficiency(thread-pool)<67%"), Outcome::kHolds);
}

TEST(JudgeThresholdTest, CountsAreOfAllTrialsThatWereRun) {
  EXPECT_EQ(Of("failures(*)==0"), Outcome::kHolds);
  EXPECT_EQ(Of("leftovers(*)==0"), Outcome::kHolds);
  Result result = Measured();
  result.trials[0].invalid = Invalid::kFailed;
  result.trials[1].invalid = Invalid::kEndState;
  result.trials[1].leftovers = {"ConfigMap a/b", "Secret a/b"};
  EXPECT_EQ(Check(result, "failures(*)==0").outcome, Outcome::kFails);
  EXPECT_EQ(Check(result, "failures(sequential)==2").outcome, Outcome::kHolds);
  EXPECT_EQ(Check(result, "failures(thread-pool)==0").outcome, Outcome::kHolds);
  EXPECT_EQ(Check(result, "leftovers(sequential)==2").outcome, Outcome::kHolds);
  EXPECT_EQ(Check(result, "leftovers(*)==0").outcome, Outcome::kFails);
}

TEST(JudgeThresholdTest, LeftoversOfTrialsThatNeverRanAreNotKnown) {
  Result result = Measured();
  for (TrialResult& trial : result.trials) {
    trial.invalid = Invalid::kFailed;
    trial.times.reset();
  }
  EXPECT_EQ(Check(result, "leftovers(*)==0").outcome, Outcome::kUndecided);
  EXPECT_EQ(Check(result, "failures(*)==0").outcome, Outcome::kFails);
}

TEST(JudgeThresholdTest, ThrottlingIsOfTheTrialThatHadMost) {
  Result result = Measured();
  EXPECT_EQ(Check(result, "throttle(sequential)<1s").outcome,
            Outcome::kUndecided)
      << "nobody told";
  result.trials[0].releases = {{.throttled_s = 1}, {.throttled_s = 1.5}};
  result.trials[1].releases = {{.throttled_s = .25}, {}};
  EXPECT_EQ(Check(result, "throttle(sequential)<=2.5s").outcome,
            Outcome::kHolds);
  EXPECT_EQ(Check(result, "throttle(sequential)<2.5s").outcome,
            Outcome::kFails);
}

TEST(JudgeThresholdTest, OfAllStrategiesTheWorstDecides) {
  const CheckResult check = Check(Measured(), "median(*)<0.6s");
  EXPECT_EQ(check.outcome, Outcome::kFails);
  EXPECT_THAT(check.detail,
              AllOf(HasSubstr("sequential: 1.000 s"), Not(HasSubstr("pool"))));
  EXPECT_EQ(Of("median(*)<1.005s"), Outcome::kUndecided);
  EXPECT_EQ(Of("median(*)<2s"), Outcome::kHolds);
}

TEST(JudgeThresholdTest, TooFewBlocksDecideNothingButAPointDoes) {
  const Result result = MeasuredResult(
      {{kSequential, Around(1, 5)}, {kThreadPool, Around(.5, 5)}});
  for (const char* text :
       {"median(sequential)<9s", "mean(sequential)<9s",
        "returned(thread-pool/sequential)<9", "speedup(thread-pool)>0.1"}) {
    SCOPED_TRACE(text);
    const CheckResult check = Check(result, text);
    EXPECT_EQ(check.outcome, Outcome::kUndecided);
    EXPECT_THAT(check.detail, HasSubstr("5 blocks: too few for an interval"));
    EXPECT_EQ(Check(result, std::string(text) + "@point").outcome,
              Outcome::kHolds);
  }
}

TEST(JudgeThresholdTest, WithoutAValidTrialOnlyCountsAreDecided) {
  Result result = Measured();
  for (TrialResult& trial : result.trials) trial.invalid = Invalid::kFailed;
  for (const char* text :
       {"median(sequential)<9s", "mean(sequential)<9s", "min(sequential)<9s",
        "settled(sequential)<9s@point", "speedup(thread-pool)>0.1",
        "returned(thread-pool/sequential)<9@point"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(Check(result, text).outcome, Outcome::kUndecided);
  }
  EXPECT_EQ(Check(result, "failures(sequential)==0").outcome, Outcome::kFails);
  result.trials.clear();
  EXPECT_EQ(Check(result, "failures(sequential)==0").outcome,
            Outcome::kUndecided);
}

// A run that may be extended looks twice, at a stricter level.
TEST(JudgeThresholdTest, TwoLooksAskForMore) {
  Result result = Measured();
  EXPECT_THAT(Check(result, "median(sequential)<2s").detail,
              HasSubstr("95.3 % interval"));
  result.plan.max_blocks = result.plan.blocks + 1;
  EXPECT_THAT(Check(result, "median(sequential)<2s").detail,
              HasSubstr("98.4 % interval"));
}

TEST(JudgeThresholdTest, AnUndecidedRatioSaysWhatCouldHaveBeenSeen) {
  EXPECT_THAT(
      Check(MeasuredResult({{kSequential, {1, 1, 1, 1, 1, 1}},
                            {kThreadPool, {.8, 1.2, .9, 1.1, .85, 1.15}}}),
            "returned(thread-pool/sequential)<1.1")
          .detail,
      HasSubstr("is the least that so many show"));
}

// Over sessions each is one value, however many blocks it has.
TEST(JudgeThresholdTest, SessionsAreNotPooled) {
  std::vector<Result> results;
  for (const double time : {1., 1.01, 1.02}) {
    Result result = MeasuredResult(
        {{kSequential, Around(time)}, {kThreadPool, Around(.5)}});
    result.cluster.uid = std::to_string(time);
    result.criteria.thresholds = {"median(sequential)<1.1s",
                                  "mean(sequential)<1.02s",
                                  "speedup(thread-pool)>1.9"};
    results.push_back(result);
  }
  const auto three = JudgeThresholds(Analyze(results));
  EXPECT_THAT(three[0].detail, HasSubstr("from 3 sessions"));
  EXPECT_EQ(three[0].outcome, Outcome::kHolds);
  EXPECT_EQ(three[1].outcome, Outcome::kUndecided);
  EXPECT_EQ(three[2].outcome, Outcome::kHolds);
  results.pop_back();
  for (const CheckResult& check : JudgeThresholds(Analyze(results))) {
    EXPECT_EQ(check.outcome, Outcome::kUndecided) << check.detail;
  }
}

TEST(JudgeThresholdTest, AFilesOwnThresholdsAreCheckedToo) {
  Result result = Measured();
  result.criteria.thresholds = {"median(nobody)<1s"};
  EXPECT_THROW(JudgeThresholds(Analyze({result})), Error);
}

// Both take about as long as said, in 7 blocks.
Result MeasuredTwo(double sequential, double pool, std::size_t blocks = 7) {
  return MeasuredResult({{kSequential, Around(sequential, blocks)},
                         {kThreadPool, Around(pool, blocks)}});
}

TEST(VersionThresholdTest, ThresholdsAreAboutNewAndOld) {
  const auto comparison =
      CompareResults(MeasuredTwo(1, .5), MeasuredTwo(1.2, .5));
  const auto outcome = [&](const std::string& text) {
    return JudgeThresholds({text}, comparison, false)[0].outcome;
  };
  EXPECT_EQ(outcome("returned(new/base:sequential)<1.1"), Outcome::kFails);
  EXPECT_EQ(outcome("returned(new/base:sequential)<130%"), Outcome::kHolds);
  EXPECT_EQ(outcome("median(new/base:sequential)<1.2"), Outcome::kUndecided);
  EXPECT_EQ(outcome("speedup(new/base:sequential)<0.9"), Outcome::kHolds);
  // Half a second more each: 1.7 s / 1.5 s.
  EXPECT_EQ(outcome("settled(new/base:sequential)<1.15"), Outcome::kHolds);
  EXPECT_EQ(outcome("settled(new/base:sequential)>1.12"), Outcome::kHolds);
  EXPECT_EQ(outcome("returned(new/base:*)<1.1"), Outcome::kFails);
  EXPECT_THROW(outcome("median(sequential)<1s"), Error);
  EXPECT_THROW(outcome("returned(new/base:process-pool)<1"), Error);
}

TEST(VersionThresholdTest, ARefusedComparisonDecidesNoThreshold) {
  const auto comparison =
      CompareResults(MeasuredTwo(1, .5), MeasuredTwo(1, .5));
  const auto checks =
      JudgeThresholds({"returned(new/base:*)<9"}, comparison, true);
  EXPECT_EQ(checks[0].outcome, Outcome::kUndecided);
  EXPECT_THAT(checks[0].detail, HasSubstr("refused"));
  EXPECT_THROW(JudgeThresholds({"returned(nonsense"}, comparison, true), Error);
}

TEST(VersionThresholdTest, AStrategyWithoutAValidTrialDecidesNoThreshold) {
  Result after = MeasuredTwo(1, .5);
  for (TrialResult& trial : after.trials) {
    if (trial.planned.strategy == kThreadPool) trial.invalid = Invalid::kFailed;
  }
  const auto comparison = CompareResults(MeasuredTwo(1, .5), after);
  EXPECT_EQ(JudgeThresholds({"returned(new/base:thread-pool)<9@point"},
                            comparison, false)[0]
                .outcome,
            Outcome::kUndecided);
}

}  // namespace
}  // namespace bench
