#include "stats/require.h"

#include <algorithm>
#include <cmath>

namespace bench {

void RequireLevel(double level) {
  Require(level > 0 && level < 1, "a level lies between 0 and 1");
}

void RequireFinite(std::span<const double> values) {
  Require(
      std::ranges::all_of(values, [](double x) { return std::isfinite(x); }),
      "statistics of values that are not finite");
}

}  // namespace bench
