#include "runner/objection.h"

#include <fmt/format.h>

#include "util/format.h"

namespace bench {
namespace {

std::string Name(const Release& release) {
  return release.ns + "/" + release.name;
}

Objection FindOtherEndState(const TrialResult& trial, double settle_limit_s) {
  for (const ReleaseResult& release : trial.releases) {
    if (release.gone == true) continue;
    return {Invalid::kEndState,
            fmt::format("release {} is still there", Name(release.release))};
  }
  if (!trial.times->settled_s) {
    return {Invalid::kEndState,
            fmt::format("{} left over {} after the strategy had returned",
                        Count(trial.leftovers.size(), "object"),
                        FormatWait(settle_limit_s))};
  }
  const EndState& state = trial.end_state;
  if (!state.missing.empty()) {
    return {Invalid::kEndState,
            fmt::format("{} gone that should have stayed",
                        Count(state.missing.size(), "object"))};
  }
  if (!state.changed.empty()) {
    return {Invalid::kEndState,
            fmt::format("{} changed", Count(state.changed.size(), "object"))};
  }
  return {};
}

Objection FindDisturbance(const TrialResult& trial, double limit) {
  if (trial.machine_stolen.value_or(0) <= limit) return {};
  return {
      Invalid::kDisturbed,
      fmt::format("more than {:.0f} % of the machine was given to others by "
                  "its host: {:.1f} %",
                  limit * 100, *trial.machine_stolen * 100)};
}

}  // namespace

Objection FindFailure(const StrategyRun& run, const TrialResult& trial) {
  if (!run.failure.empty()) return {Invalid::kFailed, run.failure};
  for (const ReleaseResult& release : trial.releases) {
    if (release.error.empty()) continue;
    return {Invalid::kFailed,
            fmt::format("uninstall of {}: {}", Name(release.release),
                        release.error)};
  }
  return {};
}

Objection FindObjection(const StrategyRun& run, const TrialResult& trial,
                        const TrialLimits& limits) {
  Objection objection = FindFailure(run, trial);
  if (objection.words.empty()) {
    objection = FindOtherEndState(trial, limits.settle_s);
  }
  return objection.words.empty() ? FindDisturbance(trial, limits.stolen)
                                 : objection;
}

}  // namespace bench
