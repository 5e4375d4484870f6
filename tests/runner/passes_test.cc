#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "runner/schedule.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PassesTest : public testing::Test {
 protected:
  PassesTest() {
    plan_.warm_up = 1;
    plan_.blocks = 3;
    plan_.max_blocks = 5;
    plan_.spare_blocks = 2;
    plan_.trials = MakeSchedule({{"a", 0}, {"b", 0}}, plan_);
  }

  Pass Next() {
    return NextPass(plan_, trials_, [&] {
      ++asked_;
      return conclusive_;
    });
  }

  // Runs the next pass; in the blocks given, strategy b is not valid. Returns
  // the blocks of the pass.
  std::set<int> Run(const std::set<int>& invalid = {}) {
    const Pass pass = Next();
    std::set<int> blocks;
    for (const PlannedTrial& planned : pass.trials) {
      blocks.insert(planned.block);
      TrialResult& trial = trials_.emplace_back();
      trial.planned = planned;
      const bool fails =
          planned.strategy.name == "b" && invalid.contains(planned.block);
      trial.invalid = fails ? Invalid::kFailed : Invalid::kNo;
      if (!pass.replaces.empty()) {
        trial.replaces =
            pass.replaces.at(planned.block - pass.trials.front().block);
      }
    }
    return blocks;
  }

  Plan plan_;
  std::vector<TrialResult> trials_;
  bool conclusive_ = true;
  int asked_ = 0;
};

TEST_F(PassesTest, FirstTheWarmUpAndTheBlocksThatCount) {
  EXPECT_THAT(Run(), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(Run(), IsEmpty());
}

TEST_F(PassesTest, WithoutAWarmUpItBeginsWithTheFirstBlock) {
  plan_.warm_up = 0;
  EXPECT_THAT(Run(), ElementsAre(1, 2, 3));
}

TEST_F(PassesTest, AnInconclusiveRunIsExtendedOnce) {
  conclusive_ = false;
  EXPECT_EQ(asked_, 0);
  Run();
  EXPECT_TRUE(Next().extends);
  EXPECT_THAT(Run(), ElementsAre(4, 5));
  EXPECT_THAT(Run(), IsEmpty());
}

TEST_F(PassesTest, NobodyIsAskedWhenThereIsNoChoice) {
  plan_.max_blocks = 3;
  Run();
  EXPECT_THAT(Run(), IsEmpty());
  EXPECT_EQ(asked_, 0);
}

TEST_F(PassesTest, SpareBlocksStandInForInvalidOnes) {
  Run({2, 3});
  EXPECT_THAT(Next().replaces, ElementsAre(2, 3));
  EXPECT_FALSE(Next().extends);
  EXPECT_THAT(Run(), ElementsAre(6, 7));
  EXPECT_THAT(Run(), IsEmpty());
}

TEST_F(PassesTest, TheWarmUpIsNotReplaced) {
  Run({0});
  EXPECT_THAT(Run(), IsEmpty());
}

TEST_F(PassesTest, ASpareBlockGetsNoSecondChance) {
  Run({2});
  EXPECT_THAT(Run({6}), ElementsAre(6));
  EXPECT_THAT(Run(), IsEmpty());
}

TEST_F(PassesTest, MoreInvalidBlocksThanSparesLeaveTheRest) {
  Run({1, 2, 3});
  EXPECT_THAT(Next().replaces, ElementsAre(1, 2));
  EXPECT_THAT(Run(), ElementsAre(6, 7));
  EXPECT_THAT(Run(), IsEmpty());
}

TEST_F(PassesTest, TheExtensionGetsTheSparesThatAreLeft) {
  conclusive_ = false;
  Run({1});
  EXPECT_THAT(Run(), ElementsAre(6));
  EXPECT_THAT(Run({5}), ElementsAre(4, 5));
  EXPECT_THAT(Next().replaces, ElementsAre(5));
  EXPECT_THAT(Run(), ElementsAre(7));
  EXPECT_THAT(Run(), IsEmpty());
}

}  // namespace
}  // namespace bench
