#include "stats/interval.h"

#include <algorithm>
#include <cmath>

namespace bench {

Interval Exp(const Interval& logarithm) {
  return {std::exp(logarithm.low), std::exp(logarithm.high), logarithm.level};
}

Interval Inverse(const Interval& ratio) {
  return {1 / ratio.high, 1 / ratio.low, ratio.level};
}

bool Disagree(const Interval& one, const Interval& other) {
  if (one.Holds(1) != other.Holds(1)) return true;
  const double width = std::log(one.high / one.low);
  const double other_width = std::log(other.high / other.low);
  return std::max(width, other_width) > 2 * std::min(width, other_width);
}

}  // namespace bench
