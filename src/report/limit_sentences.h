#pragma once

#include <string>
#include <vector>

#include "analysis/explanation.h"
#include "report/text_table.h"

namespace bench {

/// Where the time went: two rows a strategy, all its releases added up, and its
/// critical path. "-" where something is not known. No rows when nothing is
/// known of any strategy.
TextTable TimeTable(const std::vector<Explanation>& explanations);

/// How well each strategy makes use of its workers, a row each.
TextTable WorkersTable(const std::vector<Explanation>& explanations);

/// One or two sentences for each strategy: which limit it has hit, and the
/// figures that show it. Nothing is said that they do not show.
std::vector<std::string> WhyLines(const Analysis& analysis,
                                  const std::vector<Explanation>& explanations);

}  // namespace bench
