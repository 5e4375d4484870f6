#include "stats/verdict.h"

#include <cmath>
#include <optional>

#include "stats/require.h"

namespace bench {
namespace {

Verdict JudgeInterval(const std::optional<Interval>& interval, double holm_p,
                      double same, double alpha) {
  Require(std::isfinite(same) && same >= 0, "a tolerance is not negative");
  Require(holm_p >= 0 && holm_p <= 1, "a p value lies between 0 and 1");
  if (!interval) return Verdict::kNoClaim;
  if (interval->low >= 1 / (1 + same) && interval->high <= 1 + same) {
    return Verdict::kSame;
  }
  if (interval->Holds(1) || holm_p >= alpha) {
    return Verdict::kInconclusive;
  }
  return interval->high < 1 ? Verdict::kFaster : Verdict::kSlower;
}

}  // namespace

Verdict Judge(const PairedRatio& compared, double holm_p, double same,
              double alpha) {
  return JudgeInterval(compared.interval, holm_p, same, alpha);
}

Verdict Judge(const SessionsRatio& compared, double holm_p, double same,
              double alpha) {
  const bool enough = compared.sessions >= kMinSessionsForClaim;
  return JudgeInterval(enough ? compared.interval : std::nullopt, holm_p, same,
                       alpha);
}

double GateLevel(int looks) {
  Require(looks >= 1, "a gate looks at least once");
  return 1 - kClaimAlpha / looks;
}

}  // namespace bench
