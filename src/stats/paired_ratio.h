#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/interval.h"

namespace bench {

/// With fewer pairs than these nothing is claimed, whatever the level: 5 pairs
/// cannot even reach p = .05.
inline constexpr std::size_t kMinPairsForClaim = 6;

/// How many pairs it takes to claim a difference at this level, when so many
/// comparisons are judged together (Holm's first step holds the smallest p
/// against (1 - level) / comparisons): at 95 % 6 for one, 7 for 2 and 3, 8 for
/// 4 to 6; at 97.5 % 7, 8 and 9. That two strategies are the same takes no more
/// than for one comparison: no p is asked for it.
std::size_t PairsForClaim(double level, std::size_t comparisons = 1);

/// How many times as long one strategy takes as another, from blocks in which
/// both ran. All of it is about d = ln(of/to), block by block, and the ratios
/// are exp of what is found for d.
struct PairedRatio {
  std::size_t pairs = 0;
  double ratio = 1;  // by Hodges and Lehmann
  /// Wilcoxon's signed-rank procedure, exact. Empty below kMinPairsForClaim,
  /// and when so few pairs cannot reach the level.
  std::optional<Interval> interval;
  double p = 1;  // of "the ratio is 1", two-sided, same procedure
  /// Student's t of the mean of d; the cross-check. Empty as `interval` is.
  std::optional<Interval> t_interval;
  /// The smallest ratio above 1 that as many pairs with this deviation show
  /// with power .8, beside as many other comparisons (HolmLevel); the
  /// reciprocal below 1. Empty when so few pairs show none, however large.
  std::optional<double> detectable;
  /// The two intervals do (interval.h). A reason to warn.
  bool intervals_disagree = false;
};

/// ln(of[i]/to[i]). Times, > 0; as many of each.
std::vector<double> LogRatios(std::span<const double> of,
                              std::span<const double> to);

/// of[i] and to[i] are the times of one block. Empty for no pairs. Of so many
/// `comparisons` it is one: only `detectable` depends on that.
std::optional<PairedRatio> ComparePairs(std::span<const double> of,
                                        std::span<const double> to,
                                        double level,
                                        std::size_t comparisons = 1);

}  // namespace bench
