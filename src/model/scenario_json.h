#pragma once

#include <filesystem>
#include <string_view>

#include "model/scenario.h"

namespace bench {

/// Reads and checks a scenario. `text` is the JSON, `file` the path it came
/// from: chart paths are relative to its folder, and errors begin with it.
/// Throws Error: broken JSON (line and column), unknown key (nearest key),
/// wrong type (path of the value, expected, found), values out of range, a
/// strategy or a release twice, names that Kubernetes or Helm would refuse, a
/// chart that is not there.
/// Does not know which strategies exist; the strategy table checks the names.
Scenario ParseScenario(std::string_view text,
                       const std::filesystem::path& file);

}  // namespace bench
