#pragma once

namespace bench {

/// A closed confidence interval of a ratio of times.
struct RatioInterval {
  double low = 0;
  double high = 0;
  double level = 0;  // achieved

  bool Holds(double ratio) const { return low <= ratio && ratio <= high; }
};

/// One interval holds 1 and the other does not, so a claim hangs on the
/// procedure; or one is more than twice as wide as the other (in logarithms),
/// as a few wild values make a t interval.
bool Disagree(const RatioInterval& one, const RatioInterval& other);

}  // namespace bench
