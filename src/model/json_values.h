#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/scenario.h"
#include "model/trial.h"

namespace bench {

/// The parts of a result as JSON values. A missing key or a wrong type throws
/// the library's own exception, an unknown value std::domain_error.

nlohmann::ordered_json WriteScenario(const Scenario& scenario);
Scenario ReadScenario(const nlohmann::ordered_json& json);

nlohmann::ordered_json WritePlanned(const PlannedTrial& planned);
nlohmann::ordered_json WriteTrial(const TrialResult& trial);

nlohmann::ordered_json WriteRelease(const ReleaseResult& release);
ReleaseResult ReadRelease(const nlohmann::ordered_json& json);

/// A trial names its strategy; what that is stands in `scenario`.
PlannedTrial ReadPlanned(const nlohmann::ordered_json& json,
                         const Scenario& scenario);
TrialResult ReadTrial(const nlohmann::ordered_json& json,
                      const Scenario& scenario);

}  // namespace bench
