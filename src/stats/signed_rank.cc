#include "stats/signed_rank.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "stats/ranks.h"
#include "stats/require.h"
#include "stats/walsh.h"

namespace bench {
namespace {

// P(sum = s) for s = 0, 1, ..., when each rank is in the sum or not, with equal
// chances. Halving at each step, rather than dividing counts by 2^n at the end,
// keeps all terms in the range of double.
std::vector<double> SignedSumDistribution(
    const std::vector<std::size_t>& ranks) {
  std::vector<double> chance = {1.0};
  for (const std::size_t rank : ranks) {
    std::vector<double> next(chance.size() + rank);
    for (std::size_t sum = 0; sum < chance.size(); ++sum) {
      next[sum] += chance[sum] / 2;
      next[sum + rank] += chance[sum] / 2;
    }
    chance = std::move(next);
  }
  return chance;
}

// The same sum, of many ranks.
NormalApproximation NormalSignedSum(const std::vector<std::size_t>& ranks) {
  double mean = 0;
  double variance = 0;
  for (const std::size_t rank : ranks) {
    const auto value = static_cast<double>(rank);
    mean += value / 2;
    variance += value * value / 4;
  }
  return {mean, std::sqrt(variance)};
}

// P(sum <= limit).
double LowerTail(const std::vector<std::size_t>& ranks, std::size_t limit) {
  if (ranks.size() > kMaxExactPairs) {
    return NormalSignedSum(ranks).Lower(static_cast<double>(limit));
  }
  const std::vector<double> chance = SignedSumDistribution(ranks);
  const auto end = std::min(limit + 1, chance.size());
  return std::accumulate(
      chance.begin(), chance.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
}

// Those of the Walsh averages that bound the interval.
RankBounds FindCentreBounds(std::size_t n, double level) {
  const std::vector<std::size_t> ranks = DoubledRanks(n);
  if (n > kMaxExactPairs) return FindBounds(NormalSignedSum(ranks), 0, level);
  return FindBounds(SignedSumDistribution(ranks), 0, level);
}

}  // namespace

SignedRankTest TestSignedRank(std::span<const double> differences) {
  RequireFinite(differences);
  std::vector<double> by_size;
  std::ranges::copy_if(differences, std::back_inserter(by_size),
                       [](double d) { return d != 0; });
  std::ranges::sort(by_size, {}, [](double d) { return std::abs(d); });
  std::vector<double> sizes(by_size.size());
  std::ranges::transform(by_size, sizes.begin(),
                         [](double d) { return std::abs(d); });
  const std::vector<std::size_t> ranks = DoubledRanks(sizes);

  std::size_t positive = 0;
  std::size_t negative = 0;
  for (std::size_t i = 0; i < by_size.size(); ++i) {
    (by_size[i] > 0 ? positive : negative) += ranks[i];
  }
  SignedRankTest test;
  test.n = by_size.size();
  test.positive_rank_sum = static_cast<double>(positive) / 2;
  test.p = std::min(1.0, 2 * LowerTail(ranks, std::min(positive, negative)));
  return test;
}

std::optional<double> HodgesLehmann(std::span<const double> differences) {
  if (differences.empty()) return std::nullopt;
  return WalshAverages(differences).Median();
}

std::optional<Interval> FindSignedRankInterval(
    std::span<const double> differences, double level) {
  RequireLevel(level);
  const auto [k, reached] = FindCentreBounds(differences.size(), level);
  if (k == 0) return std::nullopt;
  const WalshAverages averages(differences);
  return Interval{averages.Smallest(k),
                  averages.Smallest(averages.size() + 1 - k), reached};
}

}  // namespace bench
