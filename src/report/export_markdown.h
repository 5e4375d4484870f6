#pragma once

#include <span>
#include <string>

#include "report/analysis.h"
#include "report/verdicts.h"

namespace bench {

/// For a pull request or $GITHUB_STEP_SUMMARY: hyperfine's table, the
/// comparisons, the thresholds, and why a trial did not count.
std::string ExportMarkdown(const Analysis& analysis,
                           std::span<const CheckResult> checks);

/// A name as code, and words as they are, in a cell of a table: no character in
/// them ends the cell, begins a format or becomes HTML.
std::string MarkdownCode(const std::string& text);
std::string MarkdownText(const std::string& text);

}  // namespace bench
