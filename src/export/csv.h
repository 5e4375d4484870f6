#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// RFC 4180: a header, then one row for each trial that was run, whether it
/// counts or not; seconds, bytes, shares of 1; an unknown value is an empty
/// cell. `checks` are not in it.
std::string ExportCsv(const Analysis& analysis,
                      std::span<const CheckResult> checks);

/// One cell of text. Quoted where it has to be. A spreadsheet would run a text
/// that begins like a formula; it is given an apostrophe first, which makes it
/// a text there.
std::string CsvText(const std::string& text);

}  // namespace bench
