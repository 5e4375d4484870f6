#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bench {

/// Holm's adjusted p values, in the order given: the chance of any false claim
/// among all these comparisons stays below the level they are held against,
/// however they depend on each other. Holm 1979, Scand. J. Statist. 6, 65-70;
/// R's p.adjust(method="holm"). Never below the p value itself, never above 1.
std::vector<double> AdjustHolm(std::span<const double> p_values);

/// The level at which Holm's first step tests, of so many comparisons: 97.5 %
/// for 2 at 95 %. What is found there is claimed whatever becomes of the
/// others. At least one comparison.
double HolmLevel(double level, std::size_t comparisons);

}  // namespace bench
