#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace bench {

/// The command line of each result, for a shell: the same variables, scenario,
/// cluster, strategies, blocks, order and criteria. What it cannot say (which
/// helm is on PATH, which machine it was) stands in EnvironmentTable; where the
/// scenario's file and a program named helm came from, no result knows.
std::vector<std::string> RepeatCommands(const Analysis& analysis);

/// What to write under a figure or a sentence that is taken from here.
std::string Citation(const Analysis& analysis);

}  // namespace bench
