#include "stats/williams.h"

#include <cstddef>

#include "stats/require.h"

namespace bench {

std::vector<std::vector<int>> WilliamsDesign(int treatments) {
  Require(treatments >= 1, "a design of no treatments");
  // 0, k-1, 1, k-2, ...: the steps between neighbours are all different modulo
  // k when k is even. When k is odd each comes twice, and its negative is
  // missing: the mirrored rows have those.
  std::vector<int> zigzag;
  zigzag.reserve(static_cast<std::size_t>(treatments));
  for (int i = 0; i < treatments; ++i) {
    zigzag.push_back(i % 2 == 0 ? i / 2 : treatments - 1 - i / 2);
  }
  std::vector<std::vector<int>> rows;
  for (int shift = 0; shift < treatments; ++shift) {
    std::vector<int>& row = rows.emplace_back();
    for (const int treatment : zigzag) {
      row.push_back((treatment + shift) % treatments);
    }
  }
  if (treatments % 2 == 1 && treatments > 1) {
    for (std::size_t i = 0, end = rows.size(); i < end; ++i) {
      rows.emplace_back(rows[i].rbegin(), rows[i].rend());
    }
  }
  return rows;
}

}  // namespace bench
