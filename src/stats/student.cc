#include "stats/student.h"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>

#include "stats/require.h"

namespace bench {
namespace {

using Student = boost::math::students_t_distribution<double>;

// What both procedures take from a sample of two or more.
struct Moments {
  double mean = 0;
  double standard_error = 0;
  double degrees_of_freedom = 0;
};

std::optional<Moments> MomentsOf(std::span<const double> values) {
  RequireFinite(values);
  if (values.size() < 2) return std::nullopt;
  const auto [mean, variance] =
      boost::math::statistics::mean_and_sample_variance(values);
  const auto n = static_cast<double>(values.size());
  return Moments{mean, std::sqrt(variance / n), n - 1};
}

// Of the difference of two means.
Moments Subtract(const Moments& x, const Moments& y) {
  const double x_variance = x.standard_error * x.standard_error;
  const double y_variance = y.standard_error * y.standard_error;
  const double variance = x_variance + y_variance;
  Moments difference;
  difference.mean = x.mean - y.mean;
  difference.standard_error = std::sqrt(variance);
  // Where nothing scatters any number will do: the interval has no width.
  difference.degrees_of_freedom =
      variance == 0 ? 1
                    : variance * variance /
                          (x_variance * x_variance / x.degrees_of_freedom +
                           y_variance * y_variance / y.degrees_of_freedom);
  return difference;
}

Interval IntervalOf(const Moments& moments, double level) {
  const double t = quantile(
      complement(Student(moments.degrees_of_freedom), (1 - level) / 2));
  const double half_width = t * moments.standard_error;
  return {moments.mean - half_width, moments.mean + half_width, level};
}

}  // namespace

std::optional<Interval> FindStudentInterval(std::span<const double> values,
                                            double level) {
  RequireLevel(level);
  const auto moments = MomentsOf(values);
  if (!moments) return std::nullopt;
  return IntervalOf(*moments, level);
}

std::optional<double> TestStudent(std::span<const double> values, double mean) {
  const auto moments = MomentsOf(values);
  if (!moments) return std::nullopt;
  const double distance = std::abs(moments->mean - mean);
  if (moments->standard_error == 0) return distance == 0 ? 1.0 : 0.0;
  return 2 * cdf(complement(Student(moments->degrees_of_freedom),
                            distance / moments->standard_error));
}

std::optional<Interval> FindWelchInterval(std::span<const double> x,
                                          std::span<const double> y,
                                          double level) {
  RequireLevel(level);
  const auto x_moments = MomentsOf(x);
  const auto y_moments = MomentsOf(y);
  if (!x_moments || !y_moments) return std::nullopt;
  return IntervalOf(Subtract(*x_moments, *y_moments), level);
}

}  // namespace bench
