#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "analysis/fingerprint.h"
#include "stats/unpaired_ratio.h"

namespace bench {

/// What may be said of a strategy in two sessions, and no more: how much
/// sessions differ from each other anyway, two of them do not tell.
enum class Finding {
  kDiffers,       // the interval leaves out 1, and Holm's p is below .05
  kNoDifference,  // none was seen
  kNoClaim,       // too few blocks
};

/// One strategy in a new result beside itself in an old one.
struct VersionRatio {
  StrategySpec strategy;
  /// T(new) / T(old) until all had returned; empty when a side has no valid
  /// trial.
  std::optional<UnpairedRatio> returned;
  double holm_p = 1;  // over all strategies that both have
  Finding finding = Finding::kNoClaim;
};

/// Two results, of different sessions mostly: no block of the one belongs to a
/// block of the other.
struct ResultComparison {
  Analysis before;
  Analysis after;
  std::vector<Unlikeness> unlike;
  /// Strategies that both have, by their labels, in the new one's order.
  std::vector<VersionRatio> strategies;
  std::vector<std::string> only_before;
  std::vector<std::string> only_after;
};

/// Throws Error when there is nothing to compare: no strategy in both, or none
/// with a valid trial in one of them.
ResultComparison CompareResults(Result before, Result after);

/// T(new) / T(old) of one strategy that both have, on one clock; empty when a
/// side has no valid trial.
std::optional<UnpairedRatio> CompareVersions(const ResultComparison& comparison,
                                             const StrategySpec& strategy,
                                             TrialClock clock);

}  // namespace bench
