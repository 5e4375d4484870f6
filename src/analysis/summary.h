#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/result.h"
#include "stats/descriptive.h"

namespace bench {

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
