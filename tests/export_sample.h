#pragma once

#include <vector>

#include "analysis/analysis.h"
#include "threshold/check_result.h"
#include "result_sample.h"

namespace bench {

/// One threshold of each outcome.
inline std::vector<CheckResult> SampleChecks() {
  return {{"speedup(thread-pool/sequential)>1.3", CheckResult::kHolds,
           "1.53 – 1.60"},
          {"median(thread-pool)<500ms", CheckResult::kFails, "531.0 ms"},
          {"speedup(process-pool/sequential)>1.5", CheckResult::kUndecided,
           "1.49 – 1.55"}};
}

/// The sample with one strategy only, so without any comparison.
inline Result OneStrategy() {
  Result result = SampleRun();
  result.scenario.strategies.resize(1);
  std::erase_if(result.trials, [&](const TrialResult& trial) {
    return trial.planned.strategy != result.scenario.strategies.front();
  });
  return result;
}

/// The sample where nothing worked.
inline Result NothingValid() {
  Result result = SampleRun();
  for (TrialResult& trial : result.trials) {
    trial.invalid = Invalid::kFailed;
    trial.invalid_reason = "no helm";
    trial.times.reset();
  }
  return result;
}

/// The sample's first block alone.
inline Result OneBlock() {
  Result result = SampleRun();
  std::erase_if(result.trials, [](const TrialResult& trial) {
    return trial.planned.block != 1;
  });
  return result;
}

}  // namespace bench
