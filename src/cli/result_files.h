#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/options.h"
#include "model/result.h"

namespace bench {

/// In the order of `files`, each with what the options want it to be held
/// against (criteria.h). Throws Error.
std::vector<Result> LoadResults(const std::vector<std::filesystem::path>& files,
                                const Options& options);

/// The result in `folder` that was written last; other JSON, such as an export,
/// is passed over. Throws Error when there is none.
std::filesystem::path NewestResult(const std::filesystem::path& folder);

}  // namespace bench
