#include "stats/detectable_effect.h"

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "stats/require.h"

namespace bench {
namespace {

// How often the t test finds an effect of so many standard errors, in either
// direction.
double Power(double effect, double degrees_of_freedom, double critical) {
  const boost::math::non_central_t_distribution<double> t(degrees_of_freedom,
                                                          effect);
  return cdf(complement(t, critical)) + cdf(t, -critical);
}

}  // namespace

double DetectableLogRatio(const PairedDesign& design) {
  RequireLevel(design.level);
  RequireLevel(design.power);
  Require(design.pairs >= 2, "the power of fewer than two pairs");
  Require(std::isfinite(design.stddev) && design.stddev >= 0,
          "a standard deviation is not negative");
  Require(design.power > 1 - design.level,
          "no effect at all is found as often as alpha");
  const auto n = static_cast<double>(design.pairs);
  const boost::math::students_t_distribution<double> null(n - 1);
  const double critical = quantile(complement(null, (1 - design.level) / 2));

  const auto missing = [&](double effect) {
    return Power(effect, n - 1, critical) - design.power;
  };
  double most = critical;
  while (missing(most) < 0) most *= 2;
  std::uintmax_t steps = 200;
  const auto [low, high] = boost::math::tools::toms748_solve(
      missing, 0.0, most, boost::math::tools::eps_tolerance<double>(40), steps);
  return (low + high) / 2 * design.stddev / std::sqrt(n);
}

double DetectableRatio(const PairedDesign& design) {
  return std::exp(std::sqrt(std::numbers::pi / 3) * DetectableLogRatio(design));
}

}  // namespace bench
