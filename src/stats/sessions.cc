#include "stats/sessions.h"

#include <cmath>

#include "stats/descriptive.h"
#include "stats/detectable_effect.h"
#include "stats/holm.h"
#include "stats/require.h"
#include "stats/student.h"

namespace bench {

std::optional<SessionsRatio> CompareSessions(
    std::span<const std::vector<double>> sessions, double level,
    std::size_t comparisons) {
  RequireLevel(level);
  std::vector<double> means;
  for (const std::vector<double>& d : sessions) {
    RequireFinite(d);
    if (const auto summary = Summarize(d)) means.push_back(summary->mean);
  }
  const auto summary = Summarize(means);
  if (!summary) return std::nullopt;
  SessionsRatio compared;
  compared.sessions = means.size();
  compared.ratio = std::exp(summary->mean);
  if (const auto student = FindStudentInterval(means, level)) {
    compared.interval = Exp(*student);
  }
  compared.p = TestStudent(means);
  if (means.size() >= kMinSessionsForClaim) {
    compared.detectable =
        std::exp(DetectableLogRatio({.stddev = *summary->stddev,
                                     .pairs = means.size(),
                                     .level = HolmLevel(level, comparisons)}));
  }
  return compared;
}

}  // namespace bench
