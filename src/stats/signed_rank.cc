#include "stats/signed_rank.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

#include "stats/ranks.h"
#include "stats/require.h"
#include "stats/walsh.h"

namespace bench {
namespace {

using Normal = boost::math::normal_distribution<double>;

// P(sum = s) for s = 0, 1, ..., when each rank is in the sum or not, with equal
// chances. Halving at each step, rather than dividing counts by 2^n at the end,
// keeps all terms in the range of double.
std::vector<double> SumDistribution(const std::vector<std::size_t>& ranks) {
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

// Of the same sum. Half a rank, 1 here, has to be added for continuity.
Normal NormalSum(const std::vector<std::size_t>& ranks) {
  double mean = 0;
  double variance = 0;
  for (const std::size_t rank : ranks) {
    const auto value = static_cast<double>(rank);
    mean += value / 2;
    variance += value * value / 4;
  }
  return Normal(mean, std::sqrt(variance));
}

// P(sum <= limit).
double LowerTail(const std::vector<std::size_t>& ranks, std::size_t limit) {
  if (ranks.size() > kMaxExactPairs) {
    return cdf(NormalSum(ranks), static_cast<double>(limit) + 1);
  }
  const std::vector<double> chance = SumDistribution(ranks);
  const auto end = std::min(limit + 1, chance.size());
  return std::accumulate(
      chance.begin(), chance.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
}

// Which Walsh averages bound the interval: the k-th from either side. The k-th
// smallest lies above the true centre when fewer than k averages lie below it,
// and their number is distributed as the rank sum is.
struct Bounds {
  std::size_t k = 0;  // from 1; 0: not even the first and the last will do
  double level = 1;   // P(k <= sum <= n(n+1)/2 - k)
};

// The largest k that reaches `level`.
Bounds FindBounds(std::size_t n, double level) {
  const std::vector<std::size_t> ranks = DoubledRanks(n);
  Bounds bounds;
  if (n > kMaxExactPairs) {
    const Normal normal = NormalSum(ranks);
    const double k = std::floor((quantile(normal, (1 - level) / 2) + 1) / 2);
    bounds.k = static_cast<std::size_t>(std::max(0.0, k));
    bounds.level = 1 - 2 * cdf(normal, 2 * k - 1);
    return bounds;
  }
  const std::vector<double> chance = SumDistribution(ranks);
  double tail = 0;
  for (std::size_t sum = 0; sum < chance.size(); sum += 2) {
    tail += chance[sum];
    if (1 - 2 * tail < level) break;
    bounds = {sum / 2 + 1, 1 - 2 * tail};
  }
  return bounds;
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

std::optional<SignedRankInterval> FindSignedRankInterval(
    std::span<const double> differences, double level) {
  RequireLevel(level);
  const auto [k, reached] = FindBounds(differences.size(), level);
  if (k == 0) return std::nullopt;
  const WalshAverages averages(differences);
  return SignedRankInterval{averages.Smallest(k),
                            averages.Smallest(averages.size() + 1 - k),
                            reached};
}

}  // namespace bench
