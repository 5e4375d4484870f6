#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sentences.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<StrategySpec> kTwo = {kSequential, kThreadPool};
const std::vector<double> kCalm = {0.5, 0.51, 0.52, 0.53, 0.54, 0.55};

// Every second block the other way round, as a Williams square has it.
Result Balanced(const std::vector<double>& ratios = kCalm) {
  Result result = RatiosOf(kTwo, ratios);
  for (std::size_t i = 2; i + 1 < result.trials.size(); i += 4) {
    std::swap(result.trials[i], result.trials[i + 1]);
    std::swap(result.trials[i].planned.position,
              result.trials[i + 1].planned.position);
  }
  return result;
}

std::vector<std::string> CaveatsOf(const Result& result) {
  return Caveats(Analyze({result}));
}

TEST(CaveatsTest, OneSessionIsOneBoot) {
  EXPECT_THAT(CaveatsOf(Balanced()),
              ElementsAre(AllOf(HasSubstr("One session"),
                                HasSubstr("this boot of the cluster"),
                                HasSubstr("3 sessions"))));
  Result other = Balanced();
  other.started = "2026-02-01T00:00:00Z";
  other.cluster.uid = "another";
  EXPECT_THAT(Caveats(Analyze({Balanced(), other})), IsEmpty());
  // Nothing is compared.
  EXPECT_THAT(CaveatsOf(RatiosOf({kSequential}, kCalm)), IsEmpty());
}

TEST(CaveatsTest, IntervalsThatDisagreeAreSaid) {
  // One wild block of many.
  const Result wild = Balanced(
      {1.01, 1.01, 1.02, 1.02, 1.03, 1.03, 1.04, 1.04, 1.05, 1.05, 1.06, 9});
  EXPECT_THAT(CaveatsOf(wild), Contains(AllOf(HasSubstr("thread-pool@5"),
                                              HasSubstr("disagrees"))));
  EXPECT_THAT(CaveatsOf(Balanced()), Not(Contains(HasSubstr("disagrees"))));
}

TEST(CaveatsTest, AnOrderThatIsNotBalancedIsSaid) {
  // Always the same first.
  EXPECT_THAT(
      CaveatsOf(RatiosOf(kTwo, kCalm)),
      Contains(AllOf(HasSubstr("not balanced"), HasSubstr("6 more times"),
                     HasSubstr("multiples of 2 blocks"))));
  EXPECT_THAT(CaveatsOf(Balanced()), Not(Contains(HasSubstr("balanced"))));
  // A block more than whole squares cannot be.
  std::vector<double> seven = kCalm;
  seven.push_back(0.5);
  EXPECT_THAT(CaveatsOf(Balanced(seven)), Not(Contains(HasSubstr("balanced"))));
}

TEST(CaveatsTest, FewBlocksCannotBeBalanced) {
  EXPECT_THAT(CaveatsOf(RatiosOf(kTwo, {0.5, 0.5, 0.5})),
              Not(Contains(HasSubstr("balanced"))));
}

TEST(CaveatsTest, ABusyMachineIsSaidWhenItWasSoInManyTrials) {
  Result result = Balanced();
  for (TrialResult& trial : result.trials) trial.busy_before = kCalmMachine;
  EXPECT_THAT(CaveatsOf(result), Not(Contains(HasSubstr("busy"))));
  result.trials[0].busy_before = 0.3;
  result.trials[1].busy_before = 0.3;
  EXPECT_THAT(CaveatsOf(result), Not(Contains(HasSubstr("busy"))));
  result.trials[2].busy_before = 0.3;  // 3 of 12
  EXPECT_THAT(CaveatsOf(result),
              Contains(HasSubstr("The machine was busy before 3 of 12 trials "
                                 "(more than 25 %")));
}

TEST(CaveatsTest, AMachineGivenToOthersIsSaidHoweverFewTrialsItWas) {
  Result result = Balanced();
  for (TrialResult& trial : result.trials) {
    trial.machine_stolen = kMachineOfItsOwn;
  }
  EXPECT_THAT(CaveatsOf(result), Not(Contains(HasSubstr("The host"))));
  result.trials[0].machine_stolen = 0.3;
  EXPECT_THAT(CaveatsOf(result),
              Contains(AllOf(HasSubstr("more than 10 % of the machine"),
                             HasSubstr("in 1 of 12 trials (up to 30.0 %)"))));
}

TEST(CaveatsTest, ReplacedBlocksHaveTheirReason) {
  Result result = Balanced();
  TrialResult& disturbed = result.trials[3];
  ASSERT_EQ(disturbed.planned.block, 2);
  disturbed.invalid = Invalid::kDisturbed;
  disturbed.invalid_reason = "30 % of the machine was given to others";
  EXPECT_THAT(CaveatsOf(result), Not(Contains(HasSubstr("Block 2"))));
  for (const std::size_t i : {2, 3}) {
    TrialResult spare = result.trials[i];
    spare.invalid = Invalid::kNo;
    spare.replaces = 2;
    spare.planned.block = 7;
    result.trials.push_back(spare);
  }
  EXPECT_THAT(
      CaveatsOf(result),
      Contains("Block 2 does not count; block 7 was run in its place (" +
               disturbed.planned.strategy.Label() +
               ": 30 % of the machine was given to others)."));
}

}  // namespace
}  // namespace bench
