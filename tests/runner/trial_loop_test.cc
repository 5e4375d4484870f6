#include "runner/trial_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "runner/progress.h"
#include "runner/schedule.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class LoggedStatus : public Status {
 public:
  void Say(std::string_view line) override { lines.emplace_back(line); }
  void Progress(std::string_view what) override { now = what; }
  void Warn(std::string_view line) override { lines.emplace_back(line); }

  std::vector<std::string> lines;
  std::string now;
};

class TrialLoopTest : public testing::Test {
 protected:
  TrialLoopTest() {
    Plan plan;
    plan.blocks = 2;
    plan.max_blocks = 2;
    trials_ = MakeSchedule({{"a", 0}, {"b", 2}}, plan);
  }

  static TrialEnd Valid(const PlannedTrial& planned) {
    TrialResult trial;
    trial.planned = planned;
    trial.invalid = Invalid::kNo;
    trial.times = StrategyTimes{.returned_s = 0.5};
    return {trial, ""};
  }

  RunEnd Run(const RunTrial& run_trial) {
    return RunTrials(
        trials_,
        [&](const PlannedTrial& planned) {
          asked_.push_back(planned);
          return run_trial(planned);
        },
        [&](const TrialResult& trial) { ended_.push_back(trial.planned); },
        progress_, stop_.get_token());
  }

  std::vector<PlannedTrial> trials_;
  LoggedStatus status_;
  Progress progress_{status_};
  std::stop_source stop_;
  std::vector<PlannedTrial> asked_;
  std::vector<PlannedTrial> ended_;
};

TEST_F(TrialLoopTest, RunsEveryTrialOnceInThePlansOrder) {
  const RunEnd end = Run(Valid);
  EXPECT_EQ(asked_, trials_);
  EXPECT_EQ(ended_, trials_);
  EXPECT_THAT(end.reason, IsEmpty());
  ASSERT_EQ(status_.lines.size(), 4u);
  EXPECT_THAT(status_.lines[0], HasSubstr("[1/4] block 1, "));
  EXPECT_THAT(status_.lines[3], HasSubstr(": 500.0 ms"));
}

// Of a helm that says more than anybody reads.
TEST_F(TrialLoopTest, AReasonIsShortBeforeAnybodyHearsOfIt) {
  const std::string whole = "begin" + std::string(300'000, 'x');
  std::vector<TrialResult> heard;
  RunTrials(
      {trials_.front()},
      [&](const PlannedTrial& planned) -> TrialEnd {
        TrialResult trial;
        trial.planned = planned;
        trial.invalid_reason = whole;
        return {trial, ""};
      },
      [&](const TrialResult& trial) { heard.push_back(trial); }, progress_,
      stop_.get_token());
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_LT(heard[0].invalid_reason.size(), 1001u);
  EXPECT_EQ(heard[0].whole_reason, whole);
  ASSERT_EQ(status_.lines.size(), 1u);
  EXPECT_THAT(status_.lines[0], HasSubstr("invalid: begin"));
  EXPECT_LT(status_.lines[0].size(), 1100u);
}

TEST_F(TrialLoopTest, StopsWhenInterruptedAndDropsTheTrialThatWasRunning) {
  const RunEnd end = Run([&](const PlannedTrial& planned) -> TrialEnd {
    if (asked_.size() < 3) return Valid(planned);
    stop_.request_stop();
    return {};
  });
  EXPECT_TRUE(end.interrupted);
  EXPECT_EQ(asked_.size(), 3u);
  EXPECT_EQ(ended_.size(), 2u);
}

TEST_F(TrialLoopTest, EndsWhenATrialCannotGoOnButKeepsWhatItMeasured) {
  const RunEnd end = Run([](const PlannedTrial& planned) {
    TrialEnd trial_end = Valid(planned);
    trial_end.cannot_go_on = "the API server is gone";
    return trial_end;
  });
  EXPECT_FALSE(end.interrupted);
  EXPECT_EQ(end.reason, "the API server is gone");
  EXPECT_EQ(asked_.size(), 1u);
  EXPECT_EQ(ended_.size(), 1u);
}

TEST_F(TrialLoopTest, GoesOnAfterAnInvalidTrial) {
  const RunEnd end = Run([&](const PlannedTrial& planned) {
    TrialEnd trial_end = Valid(planned);
    if (asked_.size() == 2) trial_end.trial->invalid = Invalid::kFailed;
    trial_end.trial->invalid_reason = "helm was killed";
    return trial_end;
  });
  EXPECT_THAT(end.reason, IsEmpty());
  EXPECT_EQ(ended_.size(), 4u);
  EXPECT_THAT(status_.lines[1], HasSubstr("invalid: helm was killed"));
}

TEST_F(TrialLoopTest, GivesUpWhenNothingCanBePrepared) {
  const RunEnd end = Run([](const PlannedTrial& planned) {
    TrialEnd trial_end = Valid(planned);
    trial_end.trial->invalid = Invalid::kFailed;
    trial_end.trial->times.reset();
    return trial_end;
  });
  EXPECT_THAT(end.reason, HasSubstr("3 trials in a row"));
  EXPECT_EQ(asked_.size(), 3u);
}

TEST_F(TrialLoopTest, WhateverATrialThrowsEndsTheRunAndIsItsReason) {
  const RunEnd end = Run([](const PlannedTrial&) -> TrialEnd {
    throw std::runtime_error("nobody has thought of this");
  });
  EXPECT_EQ(end.reason, "nobody has thought of this");
  EXPECT_EQ(asked_.size(), 1u);
}

TEST_F(TrialLoopTest, AJournalThatCannotBeWrittenEndsTheRun) {
  const RunEnd end =
      RunTrials(trials_, Valid,
                [](const TrialResult&) { throw RunError("the disk is full"); },
                progress_, {});
  EXPECT_EQ(end.reason, "the disk is full");
}

TEST(ProgressTest, BlocksAreGroupsWhereThatIsAskedFor) {
  LoggedStatus status;
  {
    Progress progress(status, true);
    progress.Expect(3);
    for (const int block : {kWarmUpBlock, 1, 1}) {
      progress.Begin({block, 1, {"a", 0}});
      progress.End("done");
    }
  }
  EXPECT_THAT(
      status.lines,
      ElementsAre("::group::warm-up", "[1/3] warm-up, a: done",
                  "::endgroup::", "::group::block 1", "[2/3] block 1, a: done",
                  "[3/3] block 1, a: done", "::endgroup::"));
}

TEST(ProgressTest, TimeLeftComesFromTheTrialsThatAreDone) {
  using std::chrono::seconds;
  EXPECT_EQ(TimeLeft(0, 4, seconds(0), seconds(5)), "");
  EXPECT_EQ(TimeLeft(1, 4, seconds(10), seconds(0)), "about 30 s left");
  EXPECT_EQ(TimeLeft(1, 4, seconds(10), seconds(4)), "about 26 s left");
  EXPECT_EQ(TimeLeft(1, 2, seconds(10), seconds(99)), "about 0 s left");
  EXPECT_EQ(TimeLeft(2, 4, seconds(130), seconds(0)), "about 2 min 10 s left");
  EXPECT_EQ(TimeLeft(4, 4, seconds(10), seconds(0)), "");
}

}  // namespace
}  // namespace bench
