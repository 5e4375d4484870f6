#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bench {

/// Twice the rank of each of the values, which come in ascending order.
/// Doubled, because the mean of tied ranks may end in a half, and sums are
/// counted in whole numbers. Values are tied when they are the same double.
std::vector<std::size_t> DoubledRanks(std::span<const double> ascending);

/// Those of n values without ties: 2, 4, ..., 2n.
std::vector<std::size_t> DoubledRanks(std::size_t n);

}  // namespace bench
