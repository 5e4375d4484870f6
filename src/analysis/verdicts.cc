#include "analysis/verdicts.h"

#include <fmt/format.h>

#include "util/format.h"

namespace bench {

const char* VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFaster:
      return "faster";
    case Verdict::kSlower:
      return "slower";
    case Verdict::kSame:
      return "same";
    case Verdict::kInconclusive:
      return "inconclusive";
    case Verdict::kNoClaim:
      break;
  }
  return "no claim";
}

std::string VerdictWords(Verdict verdict, double same) {
  if (verdict != Verdict::kSame) return VerdictName(verdict);
  return fmt::format("same within ±{:g} %", same * 100);
}

std::string Basis(const Comparison& comparison) {
  if (comparison.sessions) {
    return Count(comparison.sessions->sessions, "session");
  }
  return Count(comparison.paired ? comparison.paired->pairs : 0, "block");
}

std::string IntervalWords(const Interval& interval) {
  return fmt::format("{:.2f} – {:.2f}", interval.low, interval.high);
}

}  // namespace bench
