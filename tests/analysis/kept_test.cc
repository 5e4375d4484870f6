#include "analysis/kept.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "result_sample.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Result Keeping(const std::vector<Kept>& kept) {
  Result result = TwoBlocks();
  for (TrialResult& trial : result.trials) trial.kept = kept;
  return result;
}

TEST(KeptTest, TogetherWhatIsKeptForOneReason) {
  const std::vector<Result> results = {Keeping(
      {{"B", KeptBy::kHook}, {"C", KeptBy::kPolicy}, {"A", KeptBy::kHook}})};
  const auto together = WhatWasKept(results);
  ASSERT_EQ(together.size(), 2);
  EXPECT_EQ(together[0].by, KeptBy::kPolicy);
  EXPECT_THAT(together[1].objects, ElementsAre("A", "B"));
}

TEST(KeptTest, ResultsOfBeforeDoNotTell) {
  const std::vector<Result> results = {Keeping({{"A"}})};
  EXPECT_THAT(WhatWasKept(results), IsEmpty());
}

TEST(KeptTest, WhatOneStrategyLeavesAndAnotherDoesNotIsADifference) {
  Result result = Keeping({{"A", KeptBy::kClaim}, {"B", KeptBy::kClaim}});
  EXPECT_THAT(KeptDifferences(result), IsEmpty());
  for (TrialResult& trial : result.trials) {
    if (trial.planned.strategy == kThreadPool) trial.kept.pop_back();
  }
  const auto differences = KeptDifferences(result);
  ASSERT_EQ(differences.size(), 1);
  EXPECT_EQ(differences[0].object, "B");
  EXPECT_THAT(differences[0].kept_by, ElementsAre("sequential"));
  EXPECT_THAT(differences[0].not_by, ElementsAre("thread-pool@5"));
}

TEST(KeptTest, PodsOfAKeptDeploymentHaveAnotherNameEachTime) {
  Result result = Keeping({});
  result.trials[0].kept = {{"Pod d-x", KeptBy::kOwner}};
  EXPECT_THAT(KeptDifferences(result), IsEmpty());
}

TEST(KeptTest, InvalidTrialsDoNotCount) {
  Result result = Keeping({{"A", KeptBy::kHook}});
  result.trials[0].kept.clear();
  result.trials[0].invalid = Invalid::kEndState;
  EXPECT_THAT(KeptDifferences(result), IsEmpty());
}

}  // namespace
}  // namespace bench
