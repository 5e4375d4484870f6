#include "stats/ranks.h"

namespace bench {

std::vector<std::size_t> DoubledRanks(std::span<const double> ascending) {
  std::vector<std::size_t> ranks;
  for (std::size_t first = 0; first < ascending.size();) {
    std::size_t end = first + 1;
    while (end < ascending.size() && ascending[end] == ascending[first]) ++end;
    // Ranks first+1 to end; their mean, doubled.
    ranks.insert(ranks.end(), end - first, first + 1 + end);
    first = end;
  }
  return ranks;
}

std::vector<std::size_t> DoubledRanks(std::size_t n) {
  std::vector<std::size_t> ranks(n);
  for (std::size_t i = 0; i < n; ++i) ranks[i] = 2 * (i + 1);
  return ranks;
}

}  // namespace bench
