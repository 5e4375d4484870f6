#pragma once

#include <vector>

#include "analysis/analysis.h"
#include "result_sample.h"
#include "threshold/check_result.h"

namespace bench {

/// One threshold of each outcome.
inline std::vector<CheckResult> SampleChecks() {
  return {{"speedup(thread-pool/sequential)>1.3", CheckResult::kHolds,
           "1.53 – 1.60"},
          {"median(thread-pool)<500ms", CheckResult::kFails, "531.0 ms"},
          {"speedup(process-pool/sequential)>1.5", CheckResult::kUndecided,
           "1.49 – 1.55"}};
}

}  // namespace bench
