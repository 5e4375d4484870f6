#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// The Go benchmark format, for benchstat: one line for each trial that counts,
/// so `benchstat -col /strategy FILE` compares them. `checks` are not in it.
std::string ExportGobench(const Analysis& analysis,
                          std::span<const CheckResult> checks);

}  // namespace bench
