#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"

namespace bench {

/// A report for the shell: what must be known first, the answer, FormatTable's
/// text, and how to repeat it. Of `others`, of further sizes, it has only what
/// must be known, and says so. No name in it can steer the terminal.
std::string TerminalReport(const Analysis& analysis,
                           std::span<const Analysis> others = {});

}  // namespace bench
