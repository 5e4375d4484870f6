#include "stats/unpaired_ratio.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/rank_sum.h"
#include "stats/require.h"
#include "stats/student.h"

namespace bench {
namespace {

std::vector<double> Logarithms(std::span<const double> times) {
  RequireFinite(times);
  std::vector<double> logarithms;
  logarithms.reserve(times.size());
  for (const double time : times) {
    Require(time > 0, "a time is above 0");
    logarithms.push_back(std::log(time));
  }
  return logarithms;
}

}  // namespace

std::optional<UnpairedRatio> CompareUnpaired(std::span<const double> of,
                                             std::span<const double> to,
                                             double level) {
  RequireLevel(level);
  const std::vector<double> x = Logarithms(of);
  const std::vector<double> y = Logarithms(to);
  const auto shift = HodgesLehmannShift(x, y);
  if (!shift) return std::nullopt;
  UnpairedRatio compared;
  compared.of_times = x.size();
  compared.to_times = y.size();
  compared.ratio = std::exp(*shift);
  compared.p = TestRankSum(x, y).p;
  if (std::min(x.size(), y.size()) < kMinTimesForClaim) return compared;

  const auto exact = FindShiftInterval(x, y, level);
  const auto welch = FindWelchInterval(x, y, level);
  if (!exact || !welch) return compared;
  compared.interval = Exp(*exact);
  compared.t_interval = Exp(*welch);
  compared.intervals_disagree =
      Disagree(*compared.interval, *compared.t_interval);
  return compared;
}

}  // namespace bench
