#pragma once

namespace bench {

/// A closed confidence interval.
struct Interval {
  double low = 0;
  double high = 0;
  /// How often such intervals hold the true value: at least what was asked for.
  double level = 0;

  bool Holds(double value) const { return low <= value && value <= high; }
};

/// That of a ratio, from that of its logarithm.
Interval Exp(const Interval& logarithm);

/// That of the reciprocal.
Interval Inverse(const Interval& ratio);

/// Of two for a ratio of times: one holds 1 and the other does not, so a claim
/// hangs on the procedure; or one is more than twice as wide as the other (in
/// logarithms), as a few wild values make a t interval.
bool Disagree(const Interval& one, const Interval& other);

}  // namespace bench
