#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bench {

/// Twice the rank of each of the values, which come in ascending order.
/// Doubled, because the mean of tied ranks may end in a half, and sums are
/// counted in whole numbers. Values are tied when they are the same double.
std::vector<std::size_t> DoubledRanks(std::span<const double> ascending);

/// Those of n values without ties: 2, 4, ..., 2n.
std::vector<std::size_t> DoubledRanks(std::size_t n);

/// A normal distribution that stands in for one that is too long to compute.
struct NormalApproximation {
  double mean = 0;
  double deviation = 0;

  /// P(X <= x) and P(X >= x); half a rank, 1 where ranks are doubled, is added
  /// for continuity.
  double Lower(double x) const;
  double Upper(double x) const;
};

/// Which of ordered values (Walsh averages, differences) bound an interval for
/// the centre: the k-th from either side. The k-th smallest lies above the true
/// centre when fewer than k lie below it, and their number is distributed as
/// the rank sum is, counted from the least that it can be.
struct RankBounds {
  std::size_t k = 0;  // from 1; 0: not even the first and the last will do
  double level = 1;   // how often such an interval holds the centre
};

/// The largest k that reaches `level`. `chance`: P(sum = s) for the sum of the
/// doubled ranks, without ties, s = 0, 1, ...; `least`: the least it can be.
RankBounds FindBounds(std::span<const double> chance, std::size_t least,
                      double level);
RankBounds FindBounds(const NormalApproximation& sum, std::size_t least,
                      double level);

}  // namespace bench
