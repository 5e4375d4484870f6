#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "random_times.h"
#include "stats/paired_ratio.h"
#include "stats/signed_rank.h"

namespace bench {

using Values = std::vector<double>;

// Four standard deviations of a share that is found in so many runs: a test of
// some dozen such shares fails by chance once in hundreds of seeds.
inline double MonteCarloError(double share, int runs) {
  return 4 * std::sqrt(std::max(share * (1 - share), .005) / runs);
}

// What ComparePairs gives (stats_properties_test.cc), without the smallest
// effect that it could find, which takes most of its time.
inline std::optional<Interval> PairedInterval(std::span<const double> d,
                                              double level) {
  const auto interval = FindSignedRankInterval(d, level);
  if (!interval) return std::nullopt;
  return Interval{std::exp(interval->low), std::exp(interval->high),
                  interval->level};
}

}  // namespace bench
