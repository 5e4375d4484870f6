#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/analysis.h"

namespace bench {

/// The command line of each result, for a shell: the same scenario, cluster,
/// strategies, blocks and order. What it cannot say (which helm is on PATH,
/// which machine it was) stands in EnvironmentTable.
std::vector<std::string> RepeatCommands(const Analysis& analysis);

/// What to write under a figure or a sentence that is taken from here.
std::string Citation(const Analysis& analysis);

/// `word` as a POSIX shell reads it: as it is where that is safe, else in
/// single quotes.
std::string ShellWord(std::string_view word);

}  // namespace bench
