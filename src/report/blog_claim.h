#pragma once

#include <string>

#include "analysis/analysis.h"

namespace bench {

/// A pool of threads against one by one, what the blog post compared; null
/// where that was not done.
const Comparison* FindPostComparison(const Analysis& analysis);

/// How the claim of the blog post fared here, in a line; empty when a pool of
/// threads was not compared with one by one.
std::string PostLine(const Analysis& analysis);

/// Whether it holds here: what the interval says of the post's ratio, which it
/// has no interval for. Empty where PostLine is.
std::string PostSentence(const Analysis& analysis);

}  // namespace bench
