#include "runner/objection.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

constexpr TrialLimits kLimits = {.settle_s = 60, .stolen = 0.1};

// All that can be asked of a trial.
TrialResult Faultless() {
  TrialResult trial;
  trial.times = StrategyTimes{.returned_s = 1, .settled_s = 1};
  trial.machine_stolen = 0.1;
  return trial;
}

TEST(ObjectionTest, ThereIsNoneToWhatWentWell) {
  EXPECT_EQ(FindObjection({}, Faultless(), kLimits).words, "");
  TrialResult unknown = Faultless();
  unknown.machine_stolen.reset();
  EXPECT_EQ(FindObjection({}, unknown, kLimits).words, "");
}

TEST(ObjectionTest, MoreThanTheLimitGivenToOthersDisturbs) {
  TrialResult trial = Faultless();
  trial.machine_stolen = 0.101;
  const Objection objection = FindObjection({}, trial, kLimits);
  EXPECT_EQ(objection.kind, Invalid::kDisturbed);
  EXPECT_EQ(objection.words,
            "more than 10 % of the machine was given to others by its host: "
            "10.1 %");
  EXPECT_EQ(FindObjection({}, trial, {.settle_s = 60, .stolen = 0.2}).words,
            "");
}

TEST(ObjectionTest, AFailureIsNotTheHostsFault) {
  TrialResult trial = Faultless();
  trial.machine_stolen = 0.25;
  trial.end_state.changed = {"ConfigMap a/b"};
  EXPECT_EQ(FindObjection({}, trial, kLimits).kind, Invalid::kEndState);
  StrategyRun run;
  run.failure = "no helm";
  EXPECT_EQ(FindObjection(run, trial, kLimits).kind, Invalid::kFailed);
}

}  // namespace
}  // namespace bench
