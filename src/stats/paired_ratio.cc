#include "stats/paired_ratio.h"

#include <cmath>

#include "stats/descriptive.h"
#include "stats/detectable_effect.h"
#include "stats/holm.h"
#include "stats/require.h"
#include "stats/signed_rank.h"
#include "stats/student.h"

namespace bench {

namespace {

// Of the signed-rank test, at the level that it achieves.
std::optional<double> Detectable(std::span<const double> d, double level) {
  const auto interval = FindSignedRankInterval(d, level);
  if (!interval) return std::nullopt;
  return DetectableRatio({.stddev = *Summarize(d)->stddev,
                          .pairs = d.size(),
                          .level = interval->level});
}

}  // namespace

std::size_t PairsForClaim(double level, std::size_t comparisons) {
  const double asked = HolmLevel(level, comparisons);
  // All differences on one side have the chance 2^(1-n).
  std::size_t pairs = kMinPairsForClaim;
  while (1 - std::exp2(1 - static_cast<double>(pairs)) < asked) ++pairs;
  return pairs;
}

std::vector<double> LogRatios(std::span<const double> of,
                              std::span<const double> to) {
  Require(of.size() == to.size(), "pairs need as many times of each");
  RequireFinite(of);
  RequireFinite(to);
  std::vector<double> ratios;
  ratios.reserve(of.size());
  for (std::size_t i = 0; i < of.size(); ++i) {
    Require(of[i] > 0 && to[i] > 0, "a time is above 0");
    ratios.push_back(std::log(of[i] / to[i]));
  }
  return ratios;
}

std::optional<PairedRatio> ComparePairs(std::span<const double> of,
                                        std::span<const double> to,
                                        double level, std::size_t comparisons) {
  RequireLevel(level);
  const std::vector<double> d = LogRatios(of, to);
  const auto centre = HodgesLehmann(d);
  if (!centre) return std::nullopt;
  PairedRatio compared;
  compared.pairs = d.size();
  compared.ratio = std::exp(*centre);
  compared.p = TestSignedRank(d).p;
  if (d.size() < kMinPairsForClaim) return compared;

  const auto exact = FindSignedRankInterval(d, level);
  const auto student = FindStudentInterval(d, level);
  if (!exact || !student) return compared;
  compared.interval = Exp(*exact);
  compared.t_interval = Exp(*student);
  compared.detectable = Detectable(d, HolmLevel(level, comparisons));
  compared.intervals_disagree =
      Disagree(*compared.interval, *compared.t_interval);
  return compared;
}

}  // namespace bench
