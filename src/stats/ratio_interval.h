#pragma once

namespace bench {

/// A closed confidence interval of a ratio of times.
struct RatioInterval {
  double low = 0;
  double high = 0;
  double level = 0;  // achieved

  bool Holds(double ratio) const { return low <= ratio && ratio <= high; }
};

}  // namespace bench
