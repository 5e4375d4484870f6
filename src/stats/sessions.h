#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/interval.h"

namespace bench {

/// With fewer sessions than these an interval is shown, but nothing is claimed
/// beyond the boots that were measured.
inline constexpr std::size_t kMinSessionsForClaim = 3;

/// How many times as long one strategy takes as another, over several sessions
/// (boots of a cluster). Blocks of one session share what that boot was like;
/// so each session counts as one value, the mean of its d = ln(of/to), and the
/// spread between sessions is the uncertainty (Kalibera and Jones, ISMM 2013:
/// repeat at the level where the variance is).
struct SessionsRatio {
  std::size_t sessions = 0;
  double ratio = 1;  // exp of the mean of the sessions' means
  /// Student's t with sessions-1 degrees of freedom; empty for one session.
  std::optional<Interval> interval;
  std::optional<double> p;  // of "the ratio is 1", two-sided, same test
  /// The smallest ratio above 1 that as many sessions which differ as these do
  /// show with power .8, beside as many other comparisons (HolmLevel); the
  /// reciprocal below 1. By the t test of the sessions' means
  /// (DetectableLogRatio). Empty below kMinSessionsForClaim.
  std::optional<double> detectable;
};

/// One element a session: its d, block by block (LogRatios). A session without
/// any pair does not count. Empty when none counts. Of so many `comparisons` it
/// is one: only `detectable` depends on that.
std::optional<SessionsRatio> CompareSessions(
    std::span<const std::vector<double>> sessions, double level,
    std::size_t comparisons = 1);

}  // namespace bench
