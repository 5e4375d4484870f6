#pragma once

#include <optional>
#include <span>

#include "stats/interval.h"

namespace bench {

/// Student's t procedures for a sample from a normal distribution. The unit is
/// that of the values.

/// For the mean, with n-1 degrees of freedom. Empty for fewer than two
/// values. Values that are all equal give an interval of no width.
std::optional<Interval> FindStudentInterval(std::span<const double> values,
                                            double level);

/// The two-sided p value of "the mean is `mean`"; empty for fewer than two
/// values. When all values are equal it is 1 or 0, the limits for a vanishing
/// deviation.
std::optional<double> TestStudent(std::span<const double> values,
                                  double mean = 0);

/// The same for the mean of `x` less the mean of `y`, two samples that are not
/// paired and need not scatter alike: Welch's t, with Satterthwaite's degrees
/// of freedom (Welch 1947, Biometrika 34, 28-35; R's t.test). Empty when a
/// sample has fewer than two values.
std::optional<Interval> FindWelchInterval(std::span<const double> x,
                                          std::span<const double> y,
                                          double level);

}  // namespace bench
