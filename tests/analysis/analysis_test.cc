#include "analysis/analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "result_sample.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Result One() { return RatiosOf({kSequential, kThreadPool}, {0.5, 0.6}); }

Result Later() {
  Result result = One();
  result.started = "2026-02-01T00:00:00Z";
  return result;
}

TEST(AnalysisTest, RunsOfTheSameScenarioGoTogether) {
  EXPECT_THAT(WhyNotTogether(One(), Later()), IsEmpty());
  const Analysis analysis = Analyze({Later(), One()});
  EXPECT_EQ(analysis.first().started, One().started);
  EXPECT_EQ(analysis.sessions.size(), 1u);
  EXPECT_EQ(analysis.comparisons[0].paired->pairs, 4u);
}

TEST(AnalysisTest, TheSameRunTwiceDoesNotCountTwice) {
  EXPECT_THAT(WhyNotTogether(One(), One()), HasSubstr("same run"));
  EXPECT_THROW(Analyze({One(), Later(), One()}), Error);
  // At the same time, in another cluster.
  Result other = One();
  other.cluster.uid = "another";
  EXPECT_THAT(WhyNotTogether(One(), other), IsEmpty());
}

TEST(AnalysisTest, WhatWasMeasuredMustBeTheSame) {
  Result other = Later();
  other.scenario.name = "post";
  EXPECT_EQ(WhyNotTogether(One(), other), "scenario post is not three-charts");
  other = Later();
  other.scenario.namespace_count = 6;
  EXPECT_EQ(WhyNotTogether(One(), other), "6 namespaces are not 1");
  other = Later();
  other.scenario.charts.pop_back();
  EXPECT_THAT(WhyNotTogether(One(), other), HasSubstr("charts"));
  other = Later();
  other.scenario.strategies.pop_back();
  EXPECT_THAT(WhyNotTogether(One(), other), HasSubstr("strategies"));
  EXPECT_THROW(Analyze({One(), other}), Error);
}

// Of seven blocks: the pool returns in half the time, and settles so much
// later.
Result SettlingLater(double by_s) {
  Result result = RatiosOf({kSequential, kThreadPool}, Around(0.5));
  for (TrialResult& trial : result.trials) {
    const double returned_s = trial.times->returned_s;
    trial.times->settled_s =
        trial.planned.strategy == kThreadPool ? 1 + by_s : returned_s + by_s;
  }
  return result;
}

TEST(AnalysisTest, SettledIsJudgedWhereItIsAQuestionOfItsOwn) {
  EXPECT_THAT(Analyze({One()}).settled, IsEmpty());
  const Analysis analysis = Analyze({SettlingLater(2)});
  EXPECT_EQ(analysis.comparisons[0].verdict, Verdict::kFaster);
  ASSERT_EQ(analysis.settled.size(), 1u);
  EXPECT_EQ(analysis.settled[0].clock, TrialClock::kSettled);
  EXPECT_NEAR(*analysis.settled[0].ratio(), 1, 1e-9);
  EXPECT_EQ(analysis.settled[0].verdict, Verdict::kSame);
}

}  // namespace
}  // namespace bench
