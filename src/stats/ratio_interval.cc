#include "stats/ratio_interval.h"

#include <algorithm>
#include <cmath>

namespace bench {

bool Disagree(const RatioInterval& one, const RatioInterval& other) {
  if (one.Holds(1) != other.Holds(1)) return true;
  const double width = std::log(one.high / one.low);
  const double other_width = std::log(other.high / other.low);
  return std::max(width, other_width) > 2 * std::min(width, other_width);
}

}  // namespace bench
