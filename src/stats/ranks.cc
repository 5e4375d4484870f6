#include "stats/ranks.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace bench {
namespace {

using Normal = boost::math::normal_distribution<double>;

}  // namespace

std::vector<std::size_t> DoubledRanks(std::span<const double> ascending) {
  std::vector<std::size_t> ranks;
  for (std::size_t first = 0; first < ascending.size();) {
    std::size_t end = first + 1;
    while (end < ascending.size() && ascending[end] == ascending[first]) ++end;
    // Ranks first+1 to end; their mean, doubled.
    ranks.insert(ranks.end(), end - first, first + 1 + end);
    first = end;
  }
  return ranks;
}

std::vector<std::size_t> DoubledRanks(std::size_t n) {
  std::vector<std::size_t> ranks(n);
  for (std::size_t i = 0; i < n; ++i) ranks[i] = 2 * (i + 1);
  return ranks;
}

double NormalApproximation::Lower(double x) const {
  return cdf(Normal(mean, deviation), x + 1);
}

double NormalApproximation::Upper(double x) const {
  return cdf(complement(Normal(mean, deviation), x - 1));
}

RankBounds FindBounds(std::span<const double> chance, std::size_t least,
                      double level) {
  RankBounds bounds;
  double tail = 0;
  for (std::size_t sum = least; sum < chance.size(); sum += 2) {
    tail += chance[sum];
    if (1 - 2 * tail < level) break;
    bounds = {(sum - least) / 2 + 1, 1 - 2 * tail};
  }
  return bounds;
}

RankBounds FindBounds(const NormalApproximation& sum, std::size_t least,
                      double level) {
  const auto from = static_cast<double>(least);
  const Normal normal(sum.mean, sum.deviation);
  const double most = (quantile(normal, (1 - level) / 2) + 1 - from) / 2;
  const double k = std::floor(std::max(0.0, most));
  return {static_cast<std::size_t>(k), 1 - 2 * cdf(normal, from + 2 * k - 1)};
}

}  // namespace bench
