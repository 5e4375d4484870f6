#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "stats/interval.h"

namespace bench {

/// Wilcoxon's signed-rank procedures for paired differences: test, estimate and
/// interval. They hold exactly for every distribution that is symmetric about
/// its centre; nothing has to be normal. After Hollander, Wolfe and Chicken,
/// Nonparametric Statistical Methods, 3rd ed., chapter 3.

/// Up to so many differences the distribution of the rank sum is computed
/// exactly; beyond it is approximated by the normal distribution with
/// continuity correction (p is off by less than .001 there).
inline constexpr std::size_t kMaxExactPairs = 200;

/// The test of "the centre is 0", two-sided.
struct SignedRankTest {
  /// The differences that are not 0. Zeros are dropped, as R's wilcox.test and
  /// scipy's zero_method="wilcox" do: the test is conditional on their number.
  std::size_t n = 0;
  /// The sum of the ranks of the positive ones among all n, ranked by size.
  /// Equal sizes share the mean of their ranks, and p is then of the exact
  /// distribution given these ranks, not of the one without ties.
  double positive_rank_sum = 0;
  /// In (0, 1]; 1 when nothing is left to rank.
  double p = 1;
};

SignedRankTest TestSignedRank(std::span<const double> differences);

/// The median of the Walsh averages; empty for no differences.
std::optional<double> HodgesLehmann(std::span<const double> differences);

/// For the centre: between the k-th smallest and the k-th largest Walsh
/// average, the largest k that reaches `level`. Empty when not even all of them
/// reach it: 2^(1-n) is left outside at least, so 95 % needs 6
/// differences, 97.5 % needs 7. Its level is exact, and more than was asked
/// for: rank sums are whole numbers. With ties or zeros, which stay in here,
/// the true one is this or higher.
std::optional<Interval> FindSignedRankInterval(
    std::span<const double> differences, double level);

}  // namespace bench
