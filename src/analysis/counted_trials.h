#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "model/result.h"
#include "stats/descriptive.h"

namespace bench {

/// The blocks that a whole spare block has replaced, and by which. A spare
/// block that was cut off, with fewer trials than strategies, replaces nothing.
std::map<int, int> ReplacedBlocks(const Result& result);

/// The trials that figures are made of, in the order in which they ran: the
/// valid ones that are neither of the warm-up block nor of a block that a whole
/// spare block has replaced. No other value is ever left out.
std::vector<const TrialResult*> CountingTrials(const Result& result);

/// Those of one strategy.
std::vector<const TrialResult*> CountingTrials(const Result& result,
                                               const StrategySpec& strategy);

/// The blocks in which every strategy counts.
std::size_t CountWholeBlocks(const Result& result);

/// How many trials the run was to make, as far as it went: those of the warm-up
/// and of the blocks that are to count, of the extension once that had begun,
/// and of the spare blocks that had. What is planned for the case that it is
/// needed, and was not, is left out.
std::size_t TrialsToRun(const Result& result);

/// Which of a trial's two clocks.
enum class TrialClock { kReturned, kSettled };

/// What it showed, seconds; empty when that was not seen. `trial` has times.
std::optional<double> ReadClock(const TrialResult& trial, TrialClock clock);

/// What it showed of one strategy in the trials that count, where it was seen.
std::vector<double> ReadClock(const Result& result,
                              const StrategySpec& strategy, TrialClock clock);

/// T(of) and T(to) of the blocks in which both count, block by block, seconds.
struct PairedTimes {
  std::vector<int> blocks;
  std::vector<double> of;
  std::vector<double> to;
};

PairedTimes PairTimes(const Result& result, const StrategySpec& of,
                      const StrategySpec& to,
                      TrialClock clock = TrialClock::kReturned);

/// One strategy over all its blocks. Descriptive: it claims nothing.
struct StrategySummary {
  StrategySpec strategy;
  /// Of the trials that count, seconds; empty when there is none.
  std::optional<Summary> returned_s;
  std::optional<Summary> settled_s;
  /// Of all trials that were run, the warm-up's and replaced ones too.
  std::size_t trials = 0;
  std::size_t failed = 0;
  std::size_t other_end_state = 0;
  std::size_t disturbed = 0;

  /// Those that the strategy is to blame for; a disturbed one is nobody's
  /// fault.
  std::size_t failures() const { return failed + other_end_state; }
};

/// Of results of the same strategies, at least one; in the scenario's order.
std::vector<StrategySummary> Summarize(std::span<const Result> results);

}  // namespace bench
