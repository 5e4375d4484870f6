#include "report/pictures.h"

#include <utility>

namespace bench {

std::vector<Picture> Pictures(const Analysis& analysis) {
  std::vector<Picture> pictures;
  // There may be times, but nothing to compare.
  if (!HasSomethingToSay(analysis)) return pictures;
  for (const auto make : {ComparisonPicture, TimelinePicture, PairsPicture,
                          WhereTimeGoesPicture}) {
    Picture picture = make(analysis);
    if (!picture.table.rows.empty()) pictures.push_back(std::move(picture));
  }
  return pictures;
}

}  // namespace bench
