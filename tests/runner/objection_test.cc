#include "runner/objection.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

// All that can be asked of a trial.
TrialResult Faultless() {
  TrialResult trial;
  trial.times = StrategyTimes{.returned_s = 1, .settled_s = 1};
  trial.machine_stolen = 0.1;
  return trial;
}

TEST(ObjectionTest, ThereIsNoneToWhatWentWell) {
  EXPECT_EQ(FindObjection({}, Faultless(), 60).words, "");
  TrialResult unknown = Faultless();
  unknown.machine_stolen.reset();
  EXPECT_EQ(FindObjection({}, unknown, 60).words, "");
}

TEST(ObjectionTest, MoreThanATenthGivenToOthersDisturbs) {
  TrialResult trial = Faultless();
  trial.machine_stolen = 0.25;
  const Objection objection = FindObjection({}, trial, 60);
  EXPECT_EQ(objection.kind, Invalid::kDisturbed);
  EXPECT_EQ(objection.words,
            "25 % of the machine was given to others by its host");
}

TEST(ObjectionTest, AFailureIsNotTheHostsFault) {
  TrialResult trial = Faultless();
  trial.machine_stolen = 0.25;
  trial.end_state.changed = {"ConfigMap a/b"};
  EXPECT_EQ(FindObjection({}, trial, 60).kind, Invalid::kEndState);
  StrategyRun run;
  run.failure = "no helm";
  EXPECT_EQ(FindObjection(run, trial, 60).kind, Invalid::kFailed);
}

}  // namespace
}  // namespace bench
