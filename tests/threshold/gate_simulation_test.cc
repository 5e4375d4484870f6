// How often a threshold decides what, of many simulated runs. The seeds are
// fixed: the figures are the same every time.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "simulated_runs.h"
#include "stats/verdict.h"
#include "threshold/judge_threshold.h"

namespace bench {
namespace {

using Outcome = CheckResult::Outcome;

constexpr double kTolerance = .1;
constexpr double kWild = .05;

// How often a gate says what of a strategy that takes `ratio` times as long.
struct Shares {
  double regression = 0;
  double ok = 0;
  double blocks = 0;  // on average
};

// What the threshold of --aa says, and everybody's like it.
Outcome Look(std::span<const double> d, int looks) {
  static const Threshold threshold = ParseThreshold("returned(new/old)<1.1");
  Figure figure{.value = 1};
  if (const auto interval = PairedInterval(d, GateLevel(looks))) {
    figure.interval = {interval->low, interval->high, interval->level};
  }
  return Judge(threshold, {{"new/old", figure}}).outcome;
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
    Outcome outcome = Look(std::span(d).first(blocks), looks);
    if (outcome == Outcome::kUndecided && most > blocks) {
      used = most;
      outcome = Look(d, looks);
    }
    shares.regression += outcome == Outcome::kFails;
    shares.ok += outcome == Outcome::kHolds;
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

TEST(GateSimulationTest, TheGateDecidesAsOftenAsItsTableSays) {
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
TEST(GateSimulationTest, TwoLooksOfTheGateErrNoMoreThanOne) {
  constexpr int kRuns = 3000;
  for (const double noise : {.05, .1}) {
    const Shares shares = RunGate(1 + kTolerance, noise, 12, 24, kRuns);
    EXPECT_LE(shares.regression + shares.ok, .05 + MonteCarloError(.05, kRuns));
  }
}

TEST(GateSimulationTest, AnExtensionIsOnlyPaidForWhereItIsNeeded) {
  constexpr int kRuns = 1000;
  EXPECT_NEAR(RunGate(1, .05, 12, 24, kRuns).blocks, 15, 1);
  EXPECT_NEAR(RunGate(1, .10, 12, 24, kRuns).blocks, 21, 1.5);
  EXPECT_NEAR(RunGate(1.5, .05, 12, 24, kRuns).blocks, 12, .5);
}

}  // namespace
}  // namespace bench
