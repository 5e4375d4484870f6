#include "threshold/threshold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "threshold/threshold_subjects.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

std::string MessageOf(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

std::string Refusal(const std::string& text) {
  return MessageOf([&] { ParseThreshold(text); });
}

TEST(ThresholdTest, IsReadWhole) {
  const Threshold pair =
      ParseThreshold("speedup(thread-pool@8/sequential) >= 1.3 @point");
  EXPECT_EQ(pair.metric, Metric::kSpeedup);
  EXPECT_EQ(pair.who, Who::kPair);
  EXPECT_EQ(pair.of, "thread-pool@8");
  EXPECT_EQ(pair.to, "sequential");
  EXPECT_EQ(pair.of_column, 9u);
  EXPECT_EQ(pair.to_column, 23u);
  EXPECT_EQ(pair.op, Operator::kGreaterOrEqual);
  EXPECT_EQ(pair.limit, 1.3);
  EXPECT_EQ(pair.quantity, Quantity::kRatio);
  EXPECT_TRUE(pair.point);

  const Threshold time = ParseThreshold("median(thread-pool)<600ms");
  EXPECT_EQ(time.who, Who::kOne);
  EXPECT_EQ(time.quantity, Quantity::kTime);
  EXPECT_DOUBLE_EQ(time.limit, .6);
  EXPECT_FALSE(time.point);

  const Threshold versions =
      ParseThreshold("returned(new/base:a.b_c)<=110%@ci");
  EXPECT_EQ(versions.who, Who::kVersions);
  EXPECT_EQ(versions.of, "a.b_c");
  EXPECT_EQ(versions.quantity, Quantity::kRatio);
  EXPECT_DOUBLE_EQ(versions.limit, 1.1);

  const Threshold count = ParseThreshold("failures(*)==0");
  EXPECT_EQ(count.who, Who::kAll);
  EXPECT_EQ(count.op, Operator::kEqual);
  EXPECT_TRUE(count.point) << "a count has no interval";
}

// Two variants may be called so; a colon makes the difference.
TEST(ThresholdTest, NewAndBaseMayBeStrategies) {
  const Threshold pair = ParseThreshold("returned(new/base)<1.1");
  EXPECT_EQ(pair.who, Who::kPair);
  EXPECT_EQ(pair.of, "new");
  EXPECT_EQ(pair.to, "base");
}

TEST(ThresholdTest, TimesHaveUnits) {
  EXPECT_DOUBLE_EQ(ParseThreshold("max(a)<2s").limit, 2);
  EXPECT_DOUBLE_EQ(ParseThreshold("max(a)<250us").limit, 250e-6);
  EXPECT_DOUBLE_EQ(ParseThreshold("max(a)<1.5min").limit, 90);
  EXPECT_DOUBLE_EQ(ParseThreshold("max(a)<1e-3 s").limit, 1e-3);
}

TEST(ThresholdTest, WhatIsWrongIsSaidWithItsPlaceAndTheNearest) {
  EXPECT_THAT(Refusal("medain(a)<1s"),
              AllOf(HasSubstr("\"medain(a)<1s\", column 1"),
                    HasSubstr("did you mean \"median\"")));
  EXPECT_THAT(Refusal("xyz(a)<1s"), HasSubstr("there are mean, median"));
  EXPECT_THAT(Refusal(""), HasSubstr("column 1: expected a metric"));
  EXPECT_THAT(Refusal("median"), HasSubstr("column 7: expected \"(\""));
  EXPECT_THAT(Refusal("median()<1s"), HasSubstr("column 8"));
  EXPECT_THAT(Refusal("median(a/)<1s"), HasSubstr("column 10"));
  EXPECT_THAT(Refusal("median(a"), HasSubstr("but it ends here"));
  EXPECT_THAT(Refusal("median(a)=1s"), HasSubstr("column 10"));
  EXPECT_THAT(Refusal("median(a)!=1s"), HasSubstr("expected <, <=, >"));
  EXPECT_THAT(Refusal("median(a)==1s"), HasSubstr("== is for counts"));
  EXPECT_THAT(Refusal("median(a)<1s 2"), HasSubstr("column 14: nothing more"));
  EXPECT_THAT(Refusal("median(a)<1s@often"), HasSubstr("\"@often\""));
}

TEST(ThresholdTest, NumbersAreNumbers) {
  for (const char* number : {"x", "-1", "inf", "nan", "+1", "", "1e999"}) {
    SCOPED_TRACE(number);
    EXPECT_THAT(Refusal(std::string("speedup(a)>") + number),
                HasSubstr("column 12: expected a number"));
  }
  EXPECT_THAT(Refusal("failures(a)<0.5"), HasSubstr("a count is a whole"));
}

TEST(ThresholdTest, UnitsFitWhatIsMeasured) {
  EXPECT_THAT(Refusal("median(a)<600"), HasSubstr("the unit is missing"));
  EXPECT_THAT(Refusal("median(a)<600%"), HasSubstr("s, ms, us, min"));
  EXPECT_THAT(Refusal("median(a)<600parsec"),
              HasSubstr("column 14: \"parsec\" is no unit"));
  EXPECT_THAT(Refusal("speedup(a)>2s"), HasSubstr("a ratio takes %"));
  EXPECT_THAT(Refusal("failures(a)<1s"), HasSubstr("a count takes none"));
  EXPECT_THAT(Refusal("returned(a/b)<1s"), HasSubstr("a ratio takes %"));
}

TEST(ThresholdTest, SomeMetricsAreOfOneStrategyAndHaveNoInterval) {
  EXPECT_THAT(Refusal("median(a/b)<1.1"), HasSubstr("one strategy at a time"));
  EXPECT_THAT(Refusal("min(new/base:a)<1.1"), HasSubstr("one strategy"));
  EXPECT_THAT(Refusal("failures(a/b)==0"), HasSubstr("one strategy"));
  EXPECT_THAT(Refusal("failures(a)==0@ci"), HasSubstr("no interval"));
}

// --- Whom it is about ---

const std::vector<StrategySpec> kStrategies = {
    {"sequential", 0},
    {"thread-pool", 5},
    {"process-pool", 4},
    {"process-pool", 8},
    {.name = "thread-pool", .workers = 5, .variant = "again"}};

std::vector<Subject> Subjects(const std::string& text) {
  return FindSubjects(ParseThreshold(text), kStrategies);
}

std::string RefusedSubjects(const std::string& text) {
  return MessageOf([&] { Subjects(text); });
}

TEST(SubjectsTest, AreFoundByLabelAndByAnUnmistakableName) {
  EXPECT_EQ(Subjects("median(thread-pool@5)<1s")[0].of, kStrategies[1]);
  EXPECT_EQ(Subjects("median(thread-pool)<1s")[0].of, kStrategies[1]);
  EXPECT_EQ(Subjects("median(again)<1s")[0].of, kStrategies[4]);
  EXPECT_EQ(Subjects("returned(again/thread-pool)<1.1")[0].to, kStrategies[1]);
  EXPECT_THAT(RefusedSubjects("median(process-pool)<1s"),
              HasSubstr("process-pool@4 or process-pool@8"));
}

TEST(SubjectsTest, UnknownOnesAreRefusedWithTheNearest) {
  EXPECT_THAT(RefusedSubjects("returned(again/tread-pool@5)<1"),
              AllOf(HasSubstr("column 16"),
                    HasSubstr("did you mean \"thread-pool@5\"")));
  EXPECT_THAT(RefusedSubjects("median(helmwave)<1s"),
              HasSubstr("there are sequential, "));
}

TEST(SubjectsTest, ASpeedupIsHeldAgainstTheFirst) {
  EXPECT_EQ(Subjects("speedup(again)>1")[0].to, kStrategies[0]);
  EXPECT_EQ(Subjects("efficiency(again/thread-pool)>1")[0].to, kStrategies[1]);
  EXPECT_THAT(Subjects("speedup(*)>1"), SizeIs(4));
  EXPECT_THAT(Subjects("median(*)<1s"), SizeIs(5));
  EXPECT_THAT(RefusedSubjects("speedup(sequential)>1"),
              HasSubstr("the first strategy"));
  EXPECT_THAT(RefusedSubjects("speedup(again/again)>1"), HasSubstr("itself"));
  const auto threshold = ParseThreshold("speedup(*)>1");
  EXPECT_THAT(MessageOf([&] {
                FindSubjects(threshold, std::span(kStrategies).first(1));
              }),
              HasSubstr("only one strategy"));
  EXPECT_THAT(MessageOf([&] { FindSubjects(threshold, {}); }),
              HasSubstr("no strategy"));
}

TEST(SubjectsTest, VersionsAreForComparisonsAndNothingElseIs) {
  EXPECT_THAT(RefusedSubjects("returned(new/base:again)<1"),
              HasSubstr("./bench compare"));
  const auto versions = [](const std::string& text) {
    return FindVersions(ParseThreshold(text), kStrategies);
  };
  EXPECT_THAT(versions("returned(new/base:*)<1"), SizeIs(5));
  EXPECT_EQ(versions("median(new/base:thread-pool)<1")[0], kStrategies[1]);
  EXPECT_THAT(MessageOf([&] { versions("median(again)<1s"); }),
              HasSubstr("new/base:STRATEGY"));
  EXPECT_THAT(MessageOf([&] { versions("median(new/base:agian)<1"); }),
              HasSubstr("\"again\""));
}

}  // namespace
}  // namespace bench
