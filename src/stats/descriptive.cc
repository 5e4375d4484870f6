#include "stats/descriptive.h"

#include <algorithm>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>
#include <vector>

namespace bench {

std::optional<Summary> Summarize(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  namespace math = boost::math::statistics;
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  Summary summary;
  summary.mean = math::mean(sorted);
  if (sorted.size() > 1) {
    summary.stddev = std::sqrt(math::sample_variance(sorted));
  }
  summary.min = sorted.front();
  summary.max = sorted.back();
  // Last: it puts them into another order.
  summary.median = math::median(sorted);
  return summary;
}

}  // namespace bench
