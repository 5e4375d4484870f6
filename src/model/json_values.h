#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/scenario.h"
#include "model/trial.h"

namespace bench {

/// The parts of a result as JSON values, for result_json.cc. A missing key or a
/// wrong type throws the library's own exception, an unknown value
/// std::domain_error.

nlohmann::ordered_json WriteScenario(const Scenario& scenario);
Scenario ReadScenario(const nlohmann::ordered_json& json);

nlohmann::ordered_json WritePlanned(const PlannedTrial& planned);
nlohmann::ordered_json WriteTrial(const TrialResult& trial);

/// A trial names its strategy; what that is stands in `scenario`.
PlannedTrial ReadPlanned(const nlohmann::ordered_json& json,
                         const Scenario& scenario);
TrialResult ReadTrial(const nlohmann::ordered_json& json,
                      const Scenario& scenario);

}  // namespace bench
