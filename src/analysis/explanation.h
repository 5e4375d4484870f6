#pragma once

#include <optional>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/attribution.h"
#include "analysis/limit.h"

namespace bench {

/// Why a strategy takes what it takes: figures over the trials that count.
struct Explanation {
  StrategySpec strategy;
  /// How many times as fast as the scenario's first strategy, 1 / the ratio of
  /// the comparison. Empty for the first, and without a ratio.
  std::optional<double> speedup;
  /// Of its workers (stats/scaling.h); empty without a speedup or workers.
  std::optional<double> efficiency;
  std::optional<double> serial_fraction;
  Attribution attribution;
  LimitFigures figures;
  /// helm's CPU for the releases divided by the processors: with less time than
  /// this on the clock it cannot be done here.
  std::optional<double> cpu_floor_s;
  /// The share of the machine that was in use before the trials; median.
  std::optional<double> busy_before;
  Limit limit = Limit::kUnknown;
  /// Its slowest release took much longer than one at a time (limit.h).
  bool stretched = false;
};

/// In the scenario's order.
std::vector<Explanation> Explain(const Analysis& analysis);

/// What this process may use: its processors, or what a control group allows
/// of them. 0: unknown, or not the same for all results.
double Processors(const Analysis& analysis);

/// Whether the API server uses the same processors as helm, for certain: it is
/// a process of this machine.
bool ServerIsHere(const Analysis& analysis);

}  // namespace bench
