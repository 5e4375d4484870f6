#pragma once

#include <string>

#include "analysis/analysis.h"

namespace bench {

/// For people, with the tolerance in it: "same within ±5 %".
std::string VerdictWords(Verdict verdict, double same);

/// For programs: "faster", "slower", "same", "inconclusive", "no claim".
const char* VerdictName(Verdict verdict);

/// Of what a comparison's interval is made: "12 blocks", "3 sessions".
std::string Basis(const Comparison& comparison);

/// "0.58 – 0.63".
std::string IntervalWords(const Interval& interval);

}  // namespace bench
