#pragma once

#include <span>
#include <string>

#include "analysis/analysis.h"
#include "threshold/check_result.h"

namespace bench {

/// As Google Benchmark writes --benchmark_format=json, for its compare.py and
/// bencher's cpp_google: one iteration for each trial that counts, then the
/// aggregates; milliseconds. A strategy's name is the last part of its entries'
/// names, so that `compare.py filters FILE sequential thread-pool@5` pairs
/// them. The format has no place for thresholds: `checks` are not in it.
std::string ExportBenchmark(const Analysis& analysis,
                            std::span<const CheckResult> checks);

}  // namespace bench
