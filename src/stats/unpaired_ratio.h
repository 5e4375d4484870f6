#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "stats/interval.h"

namespace bench {

/// With fewer times of either side than these nothing is claimed, as with pairs
/// (kMinPairsForClaim).
inline constexpr std::size_t kMinTimesForClaim = 6;

/// How many times as long one strategy took in one run as in another. The
/// blocks of the one have nothing to do with those of the other, so nothing is
/// paired, and whatever changed between the runs is in the ratio. All of it is
/// about ln T: a ratio of times is a shift of their logarithms.
struct UnpairedRatio {
  std::size_t of_times = 0;
  std::size_t to_times = 0;
  double ratio = 1;  // by Hodges and Lehmann
  /// By Mann and Whitney, exact. Empty below kMinTimesForClaim.
  std::optional<Interval> interval;
  double p = 1;  // of "the ratio is 1", two-sided, same procedure
  /// Welch's t of the means of ln T; the cross-check. Empty as `interval` is.
  std::optional<Interval> t_interval;
  /// The two intervals do (interval.h). A reason to warn.
  bool intervals_disagree = false;
};

/// Times, > 0, as many of each as there are. Empty when a side is.
std::optional<UnpairedRatio> CompareUnpaired(std::span<const double> of,
                                             std::span<const double> to,
                                             double level);

}  // namespace bench
