#pragma once

#include <string>

#include "report/analysis.h"

namespace bench {

/// A report for the shell: what must be known first, the answer, FormatTable's
/// text, and how to repeat it. No name in it can steer the terminal.
std::string TerminalReport(const Analysis& analysis);

}  // namespace bench
