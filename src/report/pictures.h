#pragma once

#include <span>
#include <vector>

#include "analysis/analysis.h"
#include "report/picture.h"

namespace bench {

/// Of all that there may be.
inline constexpr const char* kPictureNames[] = {
    "comparison", "timeline", "pairs", "where-time-goes", "scale"};

/// The pictures of one analysis, those that have something to show. Of equal
/// analyses they are equal, byte by byte.
std::vector<Picture> Pictures(const Analysis& analysis);

/// One row a strategy: every trial that counts a dot, the median, and the
/// interval of the comparison with the first one.
Picture ComparisonPicture(const Analysis& analysis);

/// One trial a strategy, the median one: a bar for each release, on as many
/// lanes as were at work at once, the two clocks, and how many were at work.
/// No rows in its table when nothing is known of single releases.
Picture TimelinePicture(const Analysis& analysis);

/// How many times as long as the first strategy each other one took, block by
/// block in the order in which they ran.
Picture PairsPicture(const Analysis& analysis);

/// Of each strategy the parts of its time, added up and on its critical path.
Picture WhereTimeGoesPicture(const Analysis& analysis);

/// The times of all strategies against the number of releases. Only what was
/// measured: no line leads from one size to the next. `analyses` are of
/// different sizes.
Picture ScalePicture(std::span<const Analysis> analyses);

}  // namespace bench
