#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/analysis.h"
#include "util/error.h"

namespace bench {

/// Results that must be kept apart: they are of unlike environments. The
/// program ends with kUnlike.
class UnlikeError : public Error {
 public:
  using Error::Error;
};

/// Whether results of several numbers of releases and namespaces may stand side
/// by side; those of one size are taken together.
enum class Sizes { kOne, kSeveral };

/// Throws Error for two results that cannot be taken together, for two of one
/// size that are held against other criteria, and UnlikeError
/// for two of unlike environments: in their scenario, too, when they are of one
/// size. With a `reason` (not empty) the latter may be, but for real with
/// simulated; then a sentence says that and in what they are unlike. Else
/// returns an empty one.
std::string CheckTogether(const std::vector<Result>& results,
                          const std::vector<std::filesystem::path>& files,
                          Sizes sizes, const std::string& reason);

/// One analysis for each number of releases and namespaces, the one of the
/// first result first, the others by their size.
std::vector<Analysis> AnalyzeBySize(std::vector<Result> results);

}  // namespace bench
