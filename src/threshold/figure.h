#pragma once

#include <optional>
#include <string>

#include "analysis/analysis.h"
#include "stats/interval.h"
#include "threshold/threshold.h"
#include "threshold/threshold_subjects.h"

namespace bench {

/// What a threshold is held against: one number of one strategy, or of two.
struct Figure {
  /// Seconds, a ratio or a count, as Threshold::limit; empty when nothing was
  /// measured.
  std::optional<double> value;
  /// Empty for what has none (a minimum, a count), and for too few blocks.
  std::optional<Interval> interval;
  /// What it is made of ("12 blocks"), or why there is no value.
  std::string basis;
  /// The smallest ratio above 1 that as many blocks could show.
  std::optional<double> detectable;
};

/// Of one strategy, times come over blocks: a median with the signed-rank
/// interval (of the centre, for times that scatter alike on either side), a
/// mean with Student's. Over several sessions each session is one value. Of
/// two strategies, it is their ratio block by block (Explore). Counts are of
/// all trials that were run, also those that do not count; throttle is how long
/// helm held itself back in the trial where it did so most.
Figure FindFigure(const Analysis& analysis, const Threshold& threshold,
                  const Subject& subject);

/// That of the reciprocal ratio: a speedup from a ratio of times.
Figure TurnOver(Figure ratio);

}  // namespace bench
