#include "analysis/limit.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

// A pool of five for three releases in which nothing stands out.
LimitFigures Pool() {
  return {.workers = 5,
          .releases = 3,
          .machine_busy = 0.5,
          .helm_busy = 0.3,
          .returned_s = 1,
          .uninstall_s = 0.8,
          .throttled_s = 0,
          .rest_s = 0.4,
          .slowest_release_s = 0.4,
          .server_s = 0.5,
          .concurrency = Concurrency{2, 3}};
}

LimitFigures Alone() {
  LimitFigures figures = Pool();
  figures.workers = 0;
  figures.concurrency = Concurrency{0.9, 1};
  return figures;
}

Limit Find(const LimitFigures& figures) { return FindLimit(figures, Alone()); }

constexpr double kBit = 1e-6;

TEST(LimitTest, NothingStandsOut) {
  EXPECT_EQ(Find(Pool()), Limit::kNoneFound);
}

TEST(LimitTest, AFullMachineIsTheCpu) {
  LimitFigures figures = Pool();
  figures.machine_busy = kFullMachine;
  EXPECT_EQ(Find(figures), Limit::kCpu);
  figures.machine_busy = kFullMachine - kBit;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
}

// Where a control group allows less than the machine has.
TEST(LimitTest, HelmUsingAllThatItMayIsTheCpu) {
  LimitFigures figures = Pool();
  figures.helm_busy = kFullMachine;
  EXPECT_EQ(Find(figures), Limit::kCpu);
  figures.helm_busy = kFullMachine - kBit;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
}

TEST(LimitTest, HelmHoldingBackIsTheThrottle) {
  LimitFigures figures = Pool();
  figures.throttled_s = kMost;
  EXPECT_EQ(Find(figures), Limit::kThrottle);
  figures.throttled_s = kMost - kBit;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
  figures.throttled_s.reset();
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
}

TEST(LimitTest, OneAtATimeNeedsSeveralReleasesAndNeverTwoAtOnce) {
  EXPECT_EQ(Find(Alone()), Limit::kOneAtATime);
  LimitFigures figures = Alone();
  figures.workers = 1;
  EXPECT_EQ(Find(figures), Limit::kOneAtATime);
  figures.workers = 2;  // it could have had two at once
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
  figures = Alone();
  figures.concurrency->maximum = 2;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
  figures = Alone();
  figures.releases = 1;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
}

TEST(LimitTest, BusyWorkersForMoreReleasesAreTheLimit) {
  LimitFigures figures = Pool();
  figures.workers = 4;
  figures.releases = 5;
  figures.concurrency->mean = kBusyWorkers * 4;
  EXPECT_EQ(Find(figures), Limit::kWorkers);
  figures.concurrency->mean -= kBit;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
  figures.concurrency->mean = 4;
  figures.releases = 4;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
}

TEST(LimitTest, AServerThatGetsSlowerIsTheLimitWhereHelmWaitsForIt) {
  LimitFigures figures = Pool();
  figures.rest_s = kMost;
  figures.server_s = kStretched * *Alone().server_s;
  EXPECT_EQ(Find(figures), Limit::kServer);
  // Without one release at a time there is nothing to hold it against.
  EXPECT_EQ(FindLimit(figures, std::nullopt), Limit::kNoneFound);
  *figures.server_s -= kBit;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
  figures.server_s = kStretched * *Alone().server_s;
  figures.rest_s = kMost - kBit;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
  figures.rest_s = kMost;
  figures.server_s.reset();
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
}

TEST(LimitTest, AReleaseThatTakesNearlyAllIsTheLimit) {
  LimitFigures figures = Pool();
  figures.uninstall_s = 0.4;
  figures.slowest_release_s = kNearlyAll * 0.4;
  EXPECT_EQ(Find(figures), Limit::kSlowestRelease);
  *figures.slowest_release_s -= kBit;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
}

// Slow because of the others beside it, not by itself.
TEST(LimitTest, AReleaseThatIsMuchFasterAloneIsNotTheLimit) {
  LimitFigures figures = Pool();
  figures.slowest_release_s = kStretched * *Alone().slowest_release_s;
  figures.uninstall_s = figures.slowest_release_s;
  EXPECT_EQ(Find(figures), Limit::kNoneFound);
  EXPECT_TRUE(Stretched(figures, Alone()));
  EXPECT_EQ(FindLimit(figures, std::nullopt), Limit::kSlowestRelease);
  *figures.slowest_release_s -= kBit;
  EXPECT_EQ(Find(figures), Limit::kSlowestRelease);
  EXPECT_FALSE(Stretched(figures, Alone()));
}

TEST(LimitTest, TheOrderDecidesWhereSeveralHold) {
  LimitFigures figures = Alone();
  figures.throttled_s = 1;
  EXPECT_EQ(Find(figures), Limit::kThrottle);
  figures.machine_busy = 1;
  EXPECT_EQ(Find(figures), Limit::kCpu);
}

TEST(LimitTest, AnOutsideProgramHasAnUnknownLimit) {
  EXPECT_EQ(Find({.machine_busy = 0.5, .returned_s = 1}), Limit::kUnknown);
  EXPECT_EQ(FindLimit({}, std::nullopt), Limit::kUnknown);
  EXPECT_EQ(Find({.machine_busy = 0.9, .returned_s = 1}), Limit::kCpu);
}

}  // namespace
}  // namespace bench
