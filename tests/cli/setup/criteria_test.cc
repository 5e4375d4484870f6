#include "cli/setup/criteria.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/exit_status.h"
#include "threshold/check_result.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Outcome = CheckResult::Outcome;

Scenario TwoStrategies() {
  Scenario scenario;
  scenario.strategies = {
      {"thread-pool", 5},
      {.name = "thread-pool", .workers = 5, .variant = "slowed"}};
  return scenario;
}

TEST(CriteriaTest, AreThoseOfTheOptions) {
  Options options;
  options.criteria.same = .02;
  options.criteria.thresholds = {"median(slowed)<1s"};
  const Criteria criteria = ChosenCriteria(options, TwoStrategies());
  EXPECT_EQ(criteria.same, .02);
  EXPECT_THAT(criteria.thresholds, ElementsAre("median(slowed)<1s"));
}

TEST(CriteriaTest, AProofHoldsTheSecondAgainstTheFirst) {
  Options options;
  options.slowdown = .25;
  options.criteria.thresholds = {"failures(*)==0"};
  EXPECT_THAT(
      ChosenCriteria(options, TwoStrategies()).thresholds,
      ElementsAre("failures(*)==0", "returned(slowed/thread-pool@5)<1.1"));
  options = {};
  options.against_itself = true;
  options.criteria.tolerance = .075;
  EXPECT_THAT(ChosenCriteria(options, TwoStrategies()).thresholds,
              ElementsAre("returned(slowed/thread-pool@5)<1.075"));
}

TEST(CriteriaTest, AThresholdAboutNobodyIsRefused) {
  Options options;
  options.criteria.thresholds = {"median(slowed)<1s", "median(sloved)<1s"};
  try {
    ChosenCriteria(options, TwoStrategies());
    FAIL() << "it was taken";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("did you mean \"slowed\""));
  }
}

// Remembers what was said.
class Listener : public Status {
 public:
  void Say(std::string_view) override {}
  void Progress(std::string_view) override {}
  void Warn(std::string_view line) override { warned_ += line; }

  const std::string& warned() const { return warned_; }

 private:
  std::string warned_;
};

int StatusOf(std::vector<Outcome> outcomes, OnInconclusive on_inconclusive,
             std::string* warned = nullptr) {
  std::vector<CheckResult> checks;
  for (const Outcome outcome : outcomes) checks.push_back({"x", outcome, ""});
  Listener listener;
  const int status = StatusOfChecks(checks, on_inconclusive, listener);
  if (warned != nullptr) *warned = listener.warned();
  return status;
}

TEST(StatusOfChecksTest, FollowsTheWorstThreshold) {
  constexpr auto kWarn = OnInconclusive::kWarn;
  constexpr auto kFail = OnInconclusive::kFail;
  EXPECT_EQ(StatusOf({}, kFail), kMeasured);
  EXPECT_EQ(StatusOf({Outcome::kHolds}, kFail), kMeasured);
  EXPECT_EQ(StatusOf({Outcome::kHolds, Outcome::kUndecided}, kFail),
            kInconclusive);
  EXPECT_EQ(StatusOf({Outcome::kUndecided, Outcome::kFails}, kFail),
            kRegression);
  EXPECT_EQ(StatusOf({Outcome::kUndecided, Outcome::kFails}, kWarn),
            kRegression);
  EXPECT_EQ(StatusOf({Outcome::kUndecided}, OnInconclusive::kPass), kMeasured);
  EXPECT_EQ(StatusOf({Outcome::kUndecided}, kWarn), kMeasured);
}

TEST(StatusOfChecksTest, WarnsOnlyWhenAsked) {
  std::string warned;
  StatusOf({Outcome::kHolds, Outcome::kUndecided}, OnInconclusive::kWarn,
           &warned);
  EXPECT_THAT(warned, HasSubstr("1 of 2 thresholds undecided"));
  StatusOf({Outcome::kUndecided}, OnInconclusive::kPass, &warned);
  EXPECT_THAT(warned, IsEmpty());
  StatusOf({Outcome::kHolds}, OnInconclusive::kWarn, &warned);
  EXPECT_THAT(warned, IsEmpty());
}

}  // namespace
}  // namespace bench
