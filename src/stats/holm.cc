#include "stats/holm.h"

#include <algorithm>
#include <numeric>

#include "stats/require.h"

namespace bench {

std::vector<double> AdjustHolm(std::span<const double> p_values) {
  Require(
      std::ranges::all_of(p_values, [](double p) { return p >= 0 && p <= 1; }),
      "a p value lies between 0 and 1");
  std::vector<std::size_t> ascending(p_values.size());
  std::iota(ascending.begin(), ascending.end(), std::size_t{0});
  std::ranges::sort(ascending, {}, [&](std::size_t i) { return p_values[i]; });
  std::vector<double> adjusted(p_values.size());
  // A smaller p value must not end up with the larger adjusted one.
  double least = 0;
  std::size_t remaining = p_values.size();
  for (const std::size_t i : ascending) {
    const double scaled = static_cast<double>(remaining--) * p_values[i];
    least = std::max(least, std::min(1.0, scaled));
    adjusted[i] = least;
  }
  return adjusted;
}

double HolmLevel(double level, std::size_t comparisons) {
  RequireLevel(level);
  Require(comparisons >= 1, "there is a comparison");
  return 1 - (1 - level) / static_cast<double>(comparisons);
}

}  // namespace bench
