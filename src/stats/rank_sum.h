#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "stats/interval.h"

namespace bench {

/// Mann's and Whitney's (Wilcoxon's rank sum) procedures for two samples that
/// are not paired: test, estimate and interval of how far `x` is shifted
/// against `y`. They hold exactly for all distributions that differ by a shift
/// only; nothing has to be normal. After Hollander, Wolfe and Chicken,
/// Nonparametric Statistical Methods, 3rd ed., chapter 4.

/// Up to so many values in both samples together the distribution of the rank
/// sum is computed exactly; beyond it is approximated by the normal
/// distribution with continuity correction.
inline constexpr std::size_t kMaxExactValues = 100;

/// The test of "the shift is 0", two-sided.
struct RankSumTest {
  /// Mann's and Whitney's U of `x`: how many pairs have x > y, equal ones
  /// counted as a half.
  double u = 0;
  /// In (0, 1]. Equal values share the mean of their ranks, and p is then of
  /// the exact distribution given these ranks. 1 when a sample is empty.
  double p = 1;
};

RankSumTest TestRankSum(std::span<const double> x, std::span<const double> y);

/// The median of all differences x - y; empty when a sample is.
std::optional<double> HodgesLehmannShift(std::span<const double> x,
                                         std::span<const double> y);

/// For the shift: between the k-th smallest and the k-th largest difference x -
/// y, the largest k that reaches `level`. Empty when not even all of them reach
/// it: 95 % needs 4 values of each, say. Its level is exact; with ties the true
/// one is this or higher.
std::optional<Interval> FindShiftInterval(std::span<const double> x,
                                          std::span<const double> y,
                                          double level);

}  // namespace bench
