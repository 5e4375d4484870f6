#pragma once

#include <string>
#include <vector>

#include "report/analysis.h"

namespace bench {

/// What stands behind verdicts, a sentence each: how many blocks or sessions
/// "no claim" lacks, how large a difference "inconclusive" would have found,
/// and whether a strategy held against itself was found to be the same.
std::vector<std::string> ClaimRemarks(const Analysis& analysis);

/// The first of these alone: what "no claim" lacks. Empty: all may be claimed.
std::vector<std::string> NoClaimRemarks(const Analysis& analysis);

}  // namespace bench
