#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/result.h"
#include "report/analysis.h"
#include "util/error.h"

namespace bench {

/// In the order of `files`. Throws Error.
std::vector<Result> LoadResults(
    const std::vector<std::filesystem::path>& files);

/// That two of them cannot be taken together.
Error NotTogether(const std::filesystem::path& file,
                  const std::filesystem::path& earlier, const std::string& why);

/// One analysis for each number of releases and namespaces, the one of the
/// first file first, the others by their size. Throws Error for two of the same
/// size that cannot be taken together, and for clusters that are not of one
/// kind.
std::vector<Analysis> AnalyzeBySize(
    std::vector<Result> results,
    const std::vector<std::filesystem::path>& files);

/// The result in `folder` that was written last. Throws Error when there is
/// none.
std::filesystem::path NewestResult(const std::filesystem::path& folder);

}  // namespace bench
