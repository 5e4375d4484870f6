#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/claims.h"
#include "report_sample.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<double> kFaster = {0.5, 0.51, 0.52, 0.53, 0.54, 0.55};
const std::vector<double> kUnclear = {0.8, 1.3, 0.7, 1.2, 0.9, 1.1};
const std::vector<double> kAlike = {0.99, 1.01, 0.98, 1.02, 1, 1.005};

std::vector<std::string> Remarks(const Result& result) {
  return ClaimRemarks(Analyze({result}));
}

TEST(ClaimsTest, AVerdictNeedsNoWords) {
  EXPECT_THAT(Remarks(RatiosOf({kSequential, kThreadPool}, kFaster)),
              IsEmpty());
}

TEST(ClaimsTest, NoClaimSaysHowManyBlocksItTakes) {
  EXPECT_THAT(
      Remarks(RatiosOf({kSequential, kThreadPool, kProcessPool}, {0.5, 0.5})),
      ElementsAre("thread-pool@5, process-pool@5: no claim from 2 blocks; at "
                  "95 % 6 are needed (--runs 6)."));
}

TEST(ClaimsTest, TwoLooksTakeSevenBlocks) {
  Result result = RatiosOf({kSequential, kThreadPool}, kFaster);
  result.plan.max_blocks = 24;
  EXPECT_THAT(Remarks(result),
              ElementsAre(HasSubstr("from 6 blocks; at 97.5 % 7 are needed")));
}

TEST(ClaimsTest, ComparisonsThatLackSomethingElseAreToldApart) {
  Result result =
      RatiosOf({kSequential, kThreadPool, kProcessPool}, {0.5, 0.5});
  result.trials[1].invalid = Invalid::kFailed;
  EXPECT_THAT(Remarks(result),
              ElementsAre(HasSubstr("thread-pool@5: no claim from 1 block;"),
                          HasSubstr("process-pool@5: no claim from 2 blocks")));
  result.trials[4].invalid = Invalid::kFailed;
  EXPECT_THAT(Remarks(result),
              ElementsAre("thread-pool@5: no claim: there is no block in which "
                          "both count.",
                          HasSubstr("process-pool@5")));
}

TEST(ClaimsTest, TooFewSessionsAreSaid) {
  const Result one = RatiosOf({kSequential, kThreadPool}, kFaster);
  Result other = one;
  other.started = "2026-02-01T00:00:00Z";
  other.cluster.uid = "another";
  EXPECT_THAT(ClaimRemarks(Analyze({one, other})),
              ElementsAre(HasSubstr("no claim from 2 sessions; 3 are needed")));
}

TEST(ClaimsTest, InconclusiveSaysWhatWouldHaveBeenFound) {
  const Analysis analysis =
      Analyze({RatiosOf({kSequential, kThreadPool}, kUnclear)});
  ASSERT_EQ(analysis.comparisons[0].verdict, Verdict::kInconclusive);
  const double detectable = *analysis.comparisons[0].paired->detectable;
  EXPECT_THAT(
      ClaimRemarks(analysis),
      ElementsAre(AllOf(
          HasSubstr("thread-pool@5: inconclusive; 6 blocks"),
          HasSubstr(fmt::format("a ratio of {:.2f} or less, or {:.2f} or more",
                                1 / detectable, detectable)))));
}

std::vector<StrategySpec> Twins() {
  StrategySpec twin = kThreadPool;
  twin.variant = "again";
  return {kThreadPool, twin};
}

TEST(ClaimsTest, AStrategyAgainstItselfMustBeTheSame) {
  EXPECT_THAT(Remarks(RatiosOf(Twins(), kAlike)),
              ElementsAre(AllOf(HasSubstr("again and thread-pool@5"),
                                HasSubstr("holds 1, as it must"))));
  EXPECT_THAT(Remarks(RatiosOf(Twins(), kFaster)),
              ElementsAre(HasSubstr("does not hold 1: by chance 3.1 % do so")));
}

TEST(ClaimsTest, ASlowdownThatWasInjectedMustShow) {
  std::vector<StrategySpec> strategies = Twins();
  strategies[1].slowdown = 0.25;
  const std::vector<double> slower = {1.24, 1.25, 1.26, 1.25, 1.23, 1.27};
  EXPECT_THAT(Remarks(RatiosOf(strategies, slower)),
              ElementsAre(AllOf(HasSubstr("slowed down by 25 %"),
                                HasSubstr("shows it."))));
  EXPECT_THAT(Remarks(RatiosOf(strategies, kAlike)),
              ElementsAre(HasSubstr("does not show it.")));
}

}  // namespace
}  // namespace bench
