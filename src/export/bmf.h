#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// Bencher Metric Format: for each strategy of which a trial counts its latency
/// and how long it took to settle, nanoseconds; the median between the least
/// and the most. A name is all the text there is, so what is not real stands in
/// it, and has a history of its own. `checks` are not in it.
std::string ExportBmf(const Analysis& analysis,
                      std::span<const CheckResult> checks);

}  // namespace bench
