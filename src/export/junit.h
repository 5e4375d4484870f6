#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// JUnit XML, for CI systems: a test case for each threshold, and one for each
/// strategy, which fails when one of its trials failed or left another end
/// state behind. An undecided threshold is skipped, or fails with
/// --on-inconclusive fail; a strategy of which no trial counts, though none
/// failed, is skipped.
std::string ExportJunit(const Analysis& analysis,
                        std::span<const CheckResult> checks);

}  // namespace bench
