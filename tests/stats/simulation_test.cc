// What the statistics promise, held against many simulated runs: how often
// intervals hold the truth, and how often there is a false alarm. The seeds are
// fixed: the figures are the same every time.

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "simulated_runs.h"
#include "stats/rank_sum.h"
#include "stats/signed_rank.h"
#include "stats/student.h"
#include "stats/unpaired_ratio.h"

namespace bench {
namespace {

// --- Intervals and tests ---

struct Coverage {
  double interval = 0;  // how often it held the truth
  double t_interval = 0;
  double false_alarms = 0;  // p < .05 when the truth is 1
  double promised = 0;      // the interval's own level
};

Coverage CoverPaired(std::size_t n, double ratio, double wild, int runs) {
  RandomTimes random(n);
  Coverage coverage;
  for (int run = 0; run < runs; ++run) {
    const Values d = LogRatios(random.Times(n, ratio, .1, wild),
                               random.Times(n, 1, .1, wild));
    const auto interval = PairedInterval(d, .95);
    const auto student = FindStudentInterval(d, .95);
    coverage.interval += interval->Holds(ratio);
    coverage.t_interval +=
        student->low <= std::log(ratio) && std::log(ratio) <= student->high;
    coverage.false_alarms += TestSignedRank(d).p < .05;
    coverage.promised = interval->level;
  }
  coverage.interval /= runs;
  coverage.t_interval /= runs;
  coverage.false_alarms /= runs;
  return coverage;
}

// Exact means exact: not 95 % but the level that is printed, with any noise
// that is the same for both.
TEST(SimulationTest, PairedIntervalsHoldTheTruthAsOftenAsTheySay) {
  constexpr int kRuns = 4000;
  for (const double wild : {0., .1}) {
    for (const std::size_t n : {6, 7, 12, 20}) {
      SCOPED_TRACE(std::to_string(n) + " blocks, wild " + std::to_string(wild));
      const Coverage coverage = CoverPaired(n, 1.3, wild, kRuns);
      EXPECT_NEAR(coverage.interval, coverage.promised,
                  MonteCarloError(coverage.promised, kRuns));
      // Of normal noise the cross-check is right too; of wild ones it is not
      // too short.
      EXPECT_GE(coverage.t_interval, .95 - MonteCarloError(.95, kRuns));
    }
  }
}

TEST(SimulationTest, TwoEqualStrategiesAreARareFalseAlarm) {
  constexpr int kRuns = 4000;
  for (const std::size_t n : {6, 7, 12, 20}) {
    SCOPED_TRACE(n);
    const Coverage coverage = CoverPaired(n, 1, .1, kRuns);
    EXPECT_LE(coverage.false_alarms, .05 + MonteCarloError(.05, kRuns));
    // It is not for being deaf either: p takes few values when n is small, the
    // largest below .05 being what the interval leaves out.
    EXPECT_GE(
        coverage.false_alarms,
        1 - coverage.promised - MonteCarloError(1 - coverage.promised, kRuns));
  }
}

TEST(SimulationTest, UnpairedIntervalsHoldTheTruthAsOftenAsTheySay) {
  constexpr int kRuns = 800;
  for (const double wild : {0., .1}) {
    for (const auto& [m, n] :
         {std::pair<std::size_t, std::size_t>{6, 6}, {6, 12}, {12, 12}}) {
      SCOPED_TRACE(std::to_string(m) + " and " + std::to_string(n) +
                   " times, wild " + std::to_string(wild));
      RandomTimes random(m + n);
      int held = 0;
      int alarms = 0;
      double promised = 0;
      for (int run = 0; run < kRuns; ++run) {
        const auto compared = CompareUnpaired(
            random.Times(m, 1, .1, wild), random.Times(n, 1, .1, wild), .95);
        held += compared->interval->Holds(1);
        alarms += compared->p < .05;
        promised = compared->interval->level;
      }
      EXPECT_NEAR(static_cast<double>(held) / kRuns, promised,
                  MonteCarloError(promised, kRuns));
      EXPECT_LE(static_cast<double>(alarms) / kRuns,
                .05 + MonteCarloError(.05, kRuns));
    }
  }
}

// --- Why the strategies of a block are compared with each other only ---

// A machine that gets slower and faster by the minute: each trial's load is the
// last one's, times a small random step.
TEST(SimulationTest, BlocksAreProofAgainstDriftAndBatchesAreNot) {
  constexpr int kRuns = 800;
  constexpr std::size_t kBlocks = 12;
  RandomTimes random(5);
  int paired_alarms = 0;
  int batch_alarms = 0;
  for (int run = 0; run < kRuns; ++run) {
    double load = 1;
    const auto next = [&] {
      load = random.Time(load, .05);
      return random.Time(load, .05);
    };
    Values a;
    Values b;
    for (std::size_t block = 0; block < kBlocks; ++block) {
      const bool a_first = random.Uniform() < .5;
      (a_first ? a : b).push_back(next());
      (a_first ? b : a).push_back(next());
    }
    paired_alarms += TestSignedRank(LogRatios(a, b)).p < .05;
    // All of the one, then all of the other.
    for (double& time : a) time = next();
    for (double& time : b) time = next();
    batch_alarms += TestRankSum(a, b).p < .05;
  }
  EXPECT_LE(static_cast<double>(paired_alarms) / kRuns,
            .05 + MonteCarloError(.05, kRuns));
  EXPECT_GT(static_cast<double>(batch_alarms) / kRuns, .4);
}

}  // namespace
}  // namespace bench
