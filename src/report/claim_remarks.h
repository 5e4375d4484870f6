#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace bench {

/// What stands behind verdicts, a sentence each: how many blocks or sessions
/// are lacking, how large a difference "inconclusive" would have found, and
/// whether a strategy held against itself was found to be the same.
std::vector<std::string> ClaimRemarks(const Analysis& analysis);

/// The first of these alone: what "no claim" lacks, and what is "inconclusive"
/// whatever its times were. Empty: all may be claimed.
std::vector<std::string> NoClaimRemarks(const Analysis& analysis);

/// Whether it is inconclusive because it has so few blocks that, beside the
/// other comparisons, not even times that are far apart in each could be
/// claimed (PairsForClaim).
bool TooFewForSoMany(const Analysis& analysis, const Comparison& comparison);

}  // namespace bench
