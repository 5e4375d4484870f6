#include "stats/rank_sum.h"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "stats/ranks.h"
#include "stats/require.h"

namespace bench {
namespace {

// P(sum = s) for s = 0, 1, ..., of `drawn` of the ranks, drawn without putting
// back. The ranks are gone through one by one: the chance that one is drawn
// depends on how many have been so far. Chances, not counts, stay in the range
// of double.
std::vector<double> DrawnSumDistribution(const std::vector<std::size_t>& ranks,
                                         std::size_t drawn) {
  const std::size_t most =
      std::accumulate(ranks.end() - static_cast<std::ptrdiff_t>(drawn),
                      ranks.end(), std::size_t{0});
  using Chances = std::vector<double>;
  std::vector<Chances> chance(drawn + 1, Chances(most + 1));
  chance[0][0] = 1;
  std::size_t left = ranks.size();  // this one and those after it
  for (const std::size_t rank : ranks) {
    // From the largest number down: each is made of what the next smaller one
    // was before this rank.
    for (std::size_t j = std::min(drawn, ranks.size() - left + 1) + 1;
         j-- > 0;) {
      const auto wanted = static_cast<double>(drawn - j);
      const double passed_over = 1 - wanted / static_cast<double>(left);
      for (double& c : chance[j]) c *= passed_over;
      if (j == 0) continue;
      const double taken = (wanted + 1) / static_cast<double>(left);
      for (std::size_t sum = rank; sum <= most; ++sum) {
        chance[j][sum] += chance[j - 1][sum - rank] * taken;
      }
    }
    --left;
  }
  return std::move(chance[drawn]);
}

// The same sum, of many ranks, with the variance of a sum drawn from a finite
// population.
NormalApproximation NormalDrawnSum(const std::vector<std::size_t>& ranks,
                                   std::size_t drawn) {
  const auto all = static_cast<double>(ranks.size());
  const auto m = static_cast<double>(drawn);
  double sum = 0;
  double squares = 0;
  for (const std::size_t rank : ranks) {
    const auto value = static_cast<double>(rank);
    sum += value;
    squares += value * value;
  }
  const double mean = sum / all;
  const double variance =
      (squares / all - mean * mean) * m * (all - m) / (all - 1);
  return {m * mean, std::sqrt(variance)};
}

// P(sum <= limit) and P(sum >= limit).
struct Tails {
  double lower = 1;
  double upper = 1;
};

Tails FindTails(const std::vector<std::size_t>& ranks, std::size_t drawn,
                std::size_t limit) {
  if (ranks.front() == ranks.back()) return {};  // all are tied
  if (ranks.size() > kMaxExactValues) {
    const NormalApproximation sum = NormalDrawnSum(ranks, drawn);
    const auto at = static_cast<double>(limit);
    return {sum.Lower(at), sum.Upper(at)};
  }
  const std::vector<double> chance = DrawnSumDistribution(ranks, drawn);
  const auto at = chance.begin() + static_cast<std::ptrdiff_t>(limit);
  return {std::accumulate(chance.begin(), at + 1, 0.0),
          std::accumulate(at, chance.end(), 0.0)};
}

std::vector<double> Differences(std::span<const double> x,
                                std::span<const double> y) {
  RequireFinite(x);
  RequireFinite(y);
  std::vector<double> differences;
  differences.reserve(x.size() * y.size());
  for (const double a : x) {
    for (const double b : y) differences.push_back(a - b);
  }
  std::ranges::sort(differences);
  return differences;
}

// Those of all differences that bound the interval; U is the rank sum, counted
// from the least that it can be.
RankBounds FindShiftBounds(std::size_t m, std::size_t n, double level) {
  const std::vector<std::size_t> ranks = DoubledRanks(m + n);
  const std::size_t least = m * (m + 1);  // the doubled rank sum at U = 0
  if (m + n > kMaxExactValues) {
    return FindBounds(NormalDrawnSum(ranks, m), least, level);
  }
  return FindBounds(DrawnSumDistribution(ranks, m), least, level);
}

}  // namespace

RankSumTest TestRankSum(std::span<const double> x, std::span<const double> y) {
  RequireFinite(x);
  RequireFinite(y);
  RankSumTest test;
  if (x.empty() || y.empty()) return test;
  std::vector<double> all(x.begin(), x.end());
  all.insert(all.end(), y.begin(), y.end());
  std::ranges::sort(all);
  const std::vector<std::size_t> ranks = DoubledRanks(all);
  std::size_t sum = 0;
  for (const double value : x) {
    const auto at = std::ranges::lower_bound(all, value);
    sum += ranks[static_cast<std::size_t>(at - all.begin())];
  }
  test.u = static_cast<double>(sum - x.size() * (x.size() + 1)) / 2;
  const Tails tails = FindTails(ranks, x.size(), sum);
  test.p = std::min(1.0, 2 * std::min(tails.lower, tails.upper));
  return test;
}

std::optional<double> HodgesLehmannShift(std::span<const double> x,
                                         std::span<const double> y) {
  if (x.empty() || y.empty()) return std::nullopt;
  std::vector<double> differences = Differences(x, y);
  return boost::math::statistics::median(differences);
}

std::optional<Interval> FindShiftInterval(std::span<const double> x,
                                          std::span<const double> y,
                                          double level) {
  RequireLevel(level);
  if (x.empty() || y.empty()) return std::nullopt;
  const auto [k, reached] = FindShiftBounds(x.size(), y.size(), level);
  if (k == 0) return std::nullopt;
  const std::vector<double> differences = Differences(x, y);
  return Interval{differences[k - 1], differences[differences.size() - k],
                  reached};
}

}  // namespace bench
