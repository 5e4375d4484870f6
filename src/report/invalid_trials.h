#pragma once

#include <string>
#include <vector>

#include "model/result.h"

namespace bench {

/// The trials that do not count because of what happened in them, by kind, each
/// with its reason and the objects it is about, one a line; no lines when all
/// are valid. Long lists are cut, and say by how much.
std::vector<std::string> InvalidTrialLines(const Result& result);

}  // namespace bench
