#pragma once

#include "stats/paired_ratio.h"
#include "stats/sessions.h"

namespace bench {

/// What may be said of the strategy `of` beside the strategy `to`.
enum class Verdict {
  kFaster,        // the interval is below 1 and Holm's p below alpha
  kSlower,        // above 1, likewise
  kSame,          // the whole interval is within the tolerance
  kInconclusive,  // none of these
  kNoClaim,       // too few blocks or sessions for any of them
};

inline constexpr double kClaimAlpha = 0.05;

/// `same` = .05 is ±5 %, and stands for [1/1.05, 1.05], ends included: of two
/// strategies one is the same as the other exactly when the other is the same
/// as the one. Sameness is judged first: a difference that is certain but
/// smaller than `same` is none. `holm_p` has been adjusted over all planned
/// comparisons (AdjustHolm), and `alpha` is what it is held against: 1 - the
/// level of the interval, so that two looks err as often as one here, too.
Verdict Judge(const PairedRatio& compared, double holm_p, double same,
              double alpha = kClaimAlpha);
Verdict Judge(const SessionsRatio& compared, double holm_p, double same,
              double alpha = kClaimAlpha);

/// The level of interval to ask for when a gate may look so many times before
/// it decides: .95 for one look, .975 for each of two. All looks together then
/// err with a chance of .05 at most (Bonferroni).
double GateLevel(int looks);

}  // namespace bench
