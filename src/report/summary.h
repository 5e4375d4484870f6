#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/result.h"
#include "stats/descriptive.h"

namespace bench {

/// One strategy over all its blocks.
struct StrategySummary {
  StrategySpec strategy;
  /// Of the valid trials; empty when there is none.
  std::optional<Summary> returned_s;
  std::optional<double> settled_median_s;
  /// The median of T(strategy)/T(first strategy) over the blocks in which both
  /// are valid, and how many blocks those are.
  std::optional<double> relative;
  std::size_t pairs = 0;
  std::size_t valid = 0;
  std::size_t invalid = 0;
};

/// In the scenario's order. Pure: a result in, values out.
std::vector<StrategySummary> Summarize(const Result& result);

/// The ratios T(of)/T(to), block by block, where both are valid.
std::vector<double> PairedRatios(const Result& result, const StrategySpec& of,
                                 const StrategySpec& to);

}  // namespace bench
