#pragma once

#include <string>

#include "analysis/result_comparison.h"
#include "report/document.h"

namespace bench {

/// What ./bench compare shows: of what the two results are, the ratio new/old
/// of each strategy, which trials failed or left another end state, and what
/// such a ratio of two single sessions does not cover. `reason`: why unlike
/// environments are compared all the same; empty when they are not unlike.
Document ComparedResults(const ResultComparison& comparison,
                         const std::string& reason);

/// What it shows instead where the environments are unlike: in what, and the
/// ratios inside each of the two sessions, which stay comparable.
Document RefusedComparison(const ResultComparison& comparison);

}  // namespace bench
