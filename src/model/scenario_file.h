#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "model/scenario.h"

namespace bench {

/// A scenario by path (anything with a slash or ending in .json) or by name
/// (`folder`/NAME.json). Throws Error; for an unknown name with the nearest.
Scenario LoadScenario(std::string_view name_or_path,
                      const std::filesystem::path& folder);

/// The scenarios in `folder`, by name: what --list-scenarios prints. One that
/// cannot be used has no charts, and the reason as its description.
std::vector<Scenario> ListScenarios(const std::filesystem::path& folder);

}  // namespace bench
