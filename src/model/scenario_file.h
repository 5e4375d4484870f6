#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

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

/// A scenario by path (anything with a slash or ending in .json) or by name
/// (`folder`/NAME.json). Throws Error; for an unknown name with the nearest.
Scenario LoadScenario(std::string_view name_or_path,
                      const std::filesystem::path& folder);

/// The scenarios in `folder`, by name: what --list-scenarios prints. One that
/// cannot be used has no charts, and the reason as its description.
std::vector<Scenario> ListScenarios(const std::filesystem::path& folder);

}  // namespace bench
