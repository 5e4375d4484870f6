#pragma once

#include <vector>

namespace bench {

/// A crossover design balanced for position and for first-order carry-over: one
/// row a block, one column a position, 0 to treatments-1 in it, each once in
/// every row. Over all rows every treatment is at every position equally often,
/// and every ordered pair of different treatments is next to each other equally
/// often. An even number of treatments takes as many rows, an odd one twice as
/// many (3: 6, 4: 4, 5: 10); 1 takes one. Williams 1949, Aust. J. Sci. Res. A
/// 2, 149-168; R's crossdes::williams.
std::vector<std::vector<int>> WilliamsDesign(int treatments);

}  // namespace bench
