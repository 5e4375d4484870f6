#pragma once

#include <string>

#include "report/analysis.h"

namespace bench {

/// How the claim of the blog post fared here, in a line; empty when a pool of
/// threads was not compared with one by one.
std::string PostLine(const Analysis& analysis);

}  // namespace bench
