#pragma once

#include <cstddef>

namespace bench {

/// A comparison of pairs, as far as its power depends on it.
struct PairedDesign {
  /// Of the differences d = ln(of/to), as observed; of several sessions, of
  /// their means.
  double stddev = 0;
  std::size_t pairs = 0;  // or sessions; 2 at least
  /// Two-sided: alpha = 1 - level.
  double level = 0.95;
  /// The chance that a true effect of the size asked for is found.
  double power = 0.8;
};

/// The smallest |mean of d| that a paired t test finds with that power, by the
/// noncentral t distribution with n-1 degrees of freedom (Cohen, Statistical
/// Power Analysis, 2nd ed., chapter 2; R's power.t.test(type="paired",
/// strict=TRUE)). 0 for a stddev of 0. It takes the observed deviation for the
/// true one: with few pairs it is an order of magnitude, no guarantee.
double DetectableLogRatio(const PairedDesign& design);

/// The same for the signed-rank test, as a ratio > 1; the reciprocal is found
/// as often. The effect of the t test is enlarged by sqrt(pi/3), 2.3 %: the
/// signed-rank test's asymptotic relative efficiency is 3/pi when d is normal
/// (Hodges and Lehmann 1956), so it needs as many more pairs, and the effect
/// goes with 1/sqrt(n). Give the level that the exact interval achieved, not
/// the nominal one. Simulated, the power is then within .02 of .8, but where
/// only the most extreme rank sum rejects it is .74 (6 pairs, 96.9 %) and .72
/// (7 pairs, 98.4 %).
double DetectableRatio(const PairedDesign& design);

}  // namespace bench
