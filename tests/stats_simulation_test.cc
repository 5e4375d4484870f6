// What the statistics promise, held against many simulated runs: how often
// intervals hold the truth, how often there is a false alarm, and how often the
// gate decides what. The seeds are fixed: the figures are the same every time.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "random_times.h"
#include "stats/paired_ratio.h"
#include "stats/rank_sum.h"
#include "stats/signed_rank.h"
#include "stats/student.h"
#include "stats/unpaired_ratio.h"
#include "stats/verdict.h"

namespace bench {
namespace {

using Values = std::vector<double>;

// Four standard deviations of a share that is found in so many runs: a test of
// some dozen such shares fails by chance once in hundreds of seeds.
double MonteCarloError(double share, int runs) {
  return 4 * std::sqrt(std::max(share * (1 - share), .005) / runs);
}

// What ComparePairs gives (stats_properties_test.cc), without the smallest
// effect that it could find, which takes most of its time.
std::optional<RatioInterval> PairedInterval(std::span<const double> d,
                                            double level) {
  const auto interval = FindSignedRankInterval(d, level);
  if (!interval) return std::nullopt;
  return RatioInterval{std::exp(interval->lower), std::exp(interval->upper),
                       interval->level};
}

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
        student->lower <= std::log(ratio) && std::log(ratio) <= student->upper;
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

// --- The gate ---

constexpr double kTolerance = .1;
constexpr double kWild = .05;

// How often a gate says what of a strategy that takes `ratio` times as long.
struct Shares {
  double regression = 0;
  double ok = 0;
  double blocks = 0;  // on average
};

GateVerdict Look(std::span<const double> d, int looks) {
  return JudgeGate(PairedInterval(d, GateLevel(looks)), kTolerance);
}

// At first `blocks`, and where that decides nothing and `most` is more, once
// again with these.
Shares RunGate(double ratio, double noise, std::size_t blocks, std::size_t most,
               int runs) {
  RandomTimes random(7);
  const int looks = most > blocks ? 2 : 1;
  Shares shares;
  for (int run = 0; run < runs; ++run) {
    const Values d = LogRatios(random.Times(most, ratio, noise, kWild),
                               random.Times(most, 1, noise, kWild));
    std::size_t used = blocks;
    GateVerdict verdict = Look(std::span(d).first(blocks), looks);
    if (verdict == GateVerdict::kInconclusive && most > blocks) {
      used = most;
      verdict = Look(d, looks);
    }
    shares.regression += verdict == GateVerdict::kRegression;
    shares.ok += verdict == GateVerdict::kOk;
    shares.blocks += static_cast<double>(used);
  }
  shares.regression /= runs;
  shares.ok /= runs;
  shares.blocks /= runs;
  return shares;
}

// The operating characteristics that the choice of blocks rests on, from an
// independent simulation of 400 runs a cell: shares of regression and ok for 6
// blocks, for 12, and for 12 that are extended to 24.
struct Characteristics {
  double noise;
  double ratio;
  std::array<Shares, 3> shares;
};

const std::vector<Characteristics> kTable = {
    {.05, 1.0, {{{0, .49}, {0, .85}, {0, .98}}}},
    {.05, 1.1, {{{.03, .01}, {.03, .02}, {.03, .02}}}},
    {.05, 1.2, {{{.42, 0}, {.83, 0}, {.98, 0}}}},
    {.05, 1.3, {{{.81, 0}, {.99, 0}, {1, 0}}}},
    {.05, 1.5, {{{.93, 0}, {1, 0}, {1, 0}}}},
    {.10, 1.0, {{{0, .18}, {0, .41}, {0, .67}}}},
    {.10, 1.1, {{{.01, 0}, {.02, .03}, {.02, .03}}}},
    {.10, 1.2, {{{.14, 0}, {.36, 0}, {.65, 0}}}},
    {.10, 1.3, {{{.43, 0}, {.83, 0}, {.99, 0}}}},
    {.10, 1.5, {{{.80, 0}, {1, 0}, {1, 0}}}},
};

// Of both simulations, ours of `runs` and the table's, which is rounded too.
double ErrorOfBoth(double share, int runs) {
  constexpr int kTableRuns = 400;
  constexpr double kRoundedTo = .005;
  const double variance = std::max(share * (1 - share), .01);
  return 3 * std::sqrt(variance * (1. / kTableRuns + 1. / runs)) + kRoundedTo;
}

TEST(SimulationTest, TheGateDecidesAsOftenAsItsTableSays) {
  constexpr int kRuns = 1000;
  constexpr std::array<std::array<std::size_t, 2>, 3> kDesigns = {
      {{6, 6}, {12, 12}, {12, 24}}};
  for (const Characteristics& row : kTable) {
    for (std::size_t i = 0; i < kDesigns.size(); ++i) {
      const auto [blocks, most] = kDesigns[i];
      SCOPED_TRACE("ratio " + std::to_string(row.ratio) + ", noise " +
                   std::to_string(row.noise) + ", blocks " +
                   std::to_string(blocks) + " to " + std::to_string(most));
      const Shares found = RunGate(row.ratio, row.noise, blocks, most, kRuns);
      const Shares& known = row.shares[i];
      EXPECT_NEAR(found.regression, known.regression,
                  ErrorOfBoth(known.regression, kRuns));
      EXPECT_NEAR(found.ok, known.ok, ErrorOfBoth(known.ok, kRuns));
    }
  }
}

// Exactly at the tolerance either word is an error, and both looks together
// must not err more often than .05.
TEST(SimulationTest, TwoLooksOfTheGateErrNoMoreThanOne) {
  constexpr int kRuns = 3000;
  for (const double noise : {.05, .1}) {
    const Shares shares = RunGate(1 + kTolerance, noise, 12, 24, kRuns);
    EXPECT_LE(shares.regression + shares.ok, .05 + MonteCarloError(.05, kRuns));
  }
}

TEST(SimulationTest, AnExtensionIsOnlyPaidForWhereItIsNeeded) {
  constexpr int kRuns = 1000;
  EXPECT_NEAR(RunGate(1, .05, 12, 24, kRuns).blocks, 15, 1);
  EXPECT_NEAR(RunGate(1, .10, 12, 24, kRuns).blocks, 21, 1.5);
  EXPECT_NEAR(RunGate(1.5, .05, 12, 24, kRuns).blocks, 12, .5);
}

}  // namespace
}  // namespace bench
