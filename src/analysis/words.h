#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/analysis.h"

namespace bench {

/// What is said of a result or an analysis wherever it is shown.

/// What of cluster and helm was not the real thing, for the first line of
/// whatever is shown of a result; empty: all was real. Where only some
/// strategies had a stand-in for helm, it names them.
std::string NotReal(const Result& result);

/// Its version, and whether it is a stand-in.
std::string HelmWords(const HelmInfo& helm);

/// What strategies are called, in their order.
std::vector<std::string> Labels(std::span<const StrategySpec> strategies);

/// How much is uninstalled at a time: "3 releases in 1 namespace".
std::string SizeWords(const Scenario& scenario);

/// What is measured and where, in one line, with the versions of the variants'
/// own helms.
std::string WhatWasMeasured(const Result& result);

/// That a run ended before its plan did, and why; empty: it did not.
std::string EndedEarly(const Result& result);

/// For people, with the tolerance in it: "same within ±5 %".
std::string VerdictWords(Verdict verdict, double same);

/// For programs: "faster", "slower", "same", "inconclusive", "no claim".
const char* VerdictName(Verdict verdict);

/// Of what a comparison's interval is made: "12 blocks", "3 sessions".
std::string Basis(const Comparison& comparison);

/// "0.58 – 0.63".
std::string IntervalWords(const Interval& interval);

}  // namespace bench
