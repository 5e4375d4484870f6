#include "analysis/counted_trials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "result_sample.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A trial of the sample, run again in a spare block.
void AddSpare(Result& result, std::size_t trial, int block, double returned) {
  TrialResult spare = result.trials[trial];
  spare.replaces = spare.planned.block;
  spare.planned.block = block;
  spare.invalid = Invalid::kNo;
  spare.times->returned_s = returned;
  result.trials.push_back(spare);
}

TEST(CountingTest, InvalidTrialsDoNotCount) {
  EXPECT_THAT(CountingTrials(SampleResult()), SizeIs(3));
  EXPECT_THAT(CountingTrials(SampleResult(), kSequential), SizeIs(1));
  EXPECT_THAT(CountingTrials(SampleResult(), {"thread-pool", 6}), IsEmpty());
}

TEST(CountingTest, TheWarmUpDoesNotCount) {
  Result result = SampleResult();
  result.trials[0].planned.block = kWarmUpBlock;
  EXPECT_THAT(CountingTrials(result, kSequential), IsEmpty());
}

TEST(CountingTest, ABlockIsAPairWhenBothCount) {
  // Block 2 has no valid sequential trial.
  const PairedTimes times = PairTimes(SampleResult(), kThreadPool, kSequential);
  EXPECT_THAT(times.blocks, ElementsAre(1));
  EXPECT_THAT(times.of, ElementsAre(0.8));
  EXPECT_THAT(times.to, ElementsAre(1.0));
}

TEST(CountingTest, AWholeBlockHasEveryStrategy) {
  Result result = SampleResult();
  EXPECT_EQ(CountWholeBlocks(result), 1u);
  result.trials[3].invalid = Invalid::kNo;
  EXPECT_EQ(CountWholeBlocks(result), 2u);
  result.trials.pop_back();
  EXPECT_EQ(CountWholeBlocks(result), 1u);
}

TEST(CountingTest, AWholeSpareBlockReplacesTheOtherWhole) {
  Result result = SampleResult();
  AddSpare(result, 2, 3, 0.7);  // thread pool of block 2, where it was valid
  // So far it is cut off, and replaces nothing, but has no partner either.
  EXPECT_THAT(PairTimes(result, kThreadPool, kSequential).blocks,
              ElementsAre(1));
  EXPECT_THAT(CountingTrials(result, kThreadPool), SizeIs(3));
  EXPECT_THAT(ReplacedBlocks(result), IsEmpty());
  AddSpare(result, 3, 3, 1.4);
  EXPECT_THAT(ReplacedBlocks(result), ElementsAre(std::pair(2, 3)));
  const PairedTimes times = PairTimes(result, kThreadPool, kSequential);
  EXPECT_THAT(times.blocks, ElementsAre(1, 3));
  EXPECT_THAT(times.of, ElementsAre(0.8, 0.7));
  EXPECT_THAT(CountingTrials(result, kThreadPool), SizeIs(2));
}

// Two blocks that may become four, one to warm up and one to spare; the run got
// as far as `until`.
Result RunUntil(int until) {
  Result result = SampleResult();
  result.plan.warm_up = 1;
  result.plan.blocks = 2;
  result.plan.max_blocks = 4;
  result.plan.spare_blocks = 1;
  result.plan.trials.clear();
  result.trials.clear();
  for (int block = kWarmUpBlock; block <= 5; ++block) {
    for (int position = 1; position <= 2; ++position) {
      const PlannedTrial planned = {block, position,
                                    position == 1 ? kSequential : kThreadPool};
      result.plan.trials.push_back(planned);
      if (block <= until) result.trials.emplace_back().planned = planned;
    }
  }
  return result;
}

TEST(CountingTest, WhatWasOnlyPlannedForNeedIsNotToBeRun) {
  EXPECT_EQ(TrialsToRun(RunUntil(0)), 6u);
  EXPECT_EQ(TrialsToRun(RunUntil(2)), 6u);
  // The extension has begun.
  EXPECT_EQ(TrialsToRun(RunUntil(3)), 10u);
  Result spare = RunUntil(2);
  spare.trials.emplace_back().planned = {5, 1, kSequential};
  spare.trials.back().replaces = 1;
  EXPECT_EQ(TrialsToRun(spare), 8u);
}

}  // namespace
}  // namespace bench
