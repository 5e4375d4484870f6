#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace bench {

/// Of a machine that was calm before a trial, at most this share of its
/// processors was in use: a control plane that idles here takes up to a tenth.
inline constexpr double kCalmMachine = 0.25;
/// From this share of trials on, it is worth a word that it was not.
inline constexpr double kManyTrials = 0.25;
/// How much more often a strategy may be at one position than at another:
/// blocks that are no whole number of Williams squares cannot do better than 1.
inline constexpr int kBalanced = 1;

/// What a reader must know before trusting the figures, a sentence each: how
/// far they hold, intervals that disagree, an order that is not balanced, a
/// machine that was busy, blocks that were replaced. Empty: nothing.
std::vector<std::string> Warnings(const Analysis& analysis);

}  // namespace bench
