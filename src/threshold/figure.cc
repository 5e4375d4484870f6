#include "threshold/figure.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <vector>

#include "stats/descriptive.h"
#include "stats/scaling.h"
#include "stats/signed_rank.h"
#include "stats/student.h"
#include "util/format.h"

namespace bench {
namespace {

constexpr const char* kNoValidTrial = "no valid trial";

// --- One strategy's times ---

using Sessions = std::vector<std::vector<double>>;

// Only trials that count; sessions that have none are left out.
Sessions TimesBySession(const Analysis& analysis, const StrategySpec& strategy,
                        TrialClock clock) {
  Sessions sessions;
  for (const auto& session : analysis.sessions) {
    std::vector<double> times;
    for (const std::size_t i : session) {
      std::ranges::copy(ReadClock(analysis.results[i], strategy, clock),
                        std::back_inserter(times));
    }
    if (!times.empty()) sessions.push_back(std::move(times));
  }
  return sessions;
}

enum class Centre { kMean, kMedian };

double Find(Centre centre, std::span<const double> values) {
  const Summary summary = *Summarize(values);
  return centre == Centre::kMean ? summary.mean : summary.median;
}

Figure OverBlocks(const std::vector<double>& times, Centre centre,
                  double level) {
  Figure figure;
  figure.value = Find(centre, times);
  figure.basis = Count(times.size(), "block");
  if (times.size() >= kMinPairsForClaim) {
    figure.interval = centre == Centre::kMean
                          ? FindStudentInterval(times, level)
                          : FindSignedRankInterval(times, level);
  }
  return figure;
}

Figure OverSessions(const Sessions& sessions, Centre centre, double level) {
  std::vector<double> centres;
  for (const auto& times : sessions) centres.push_back(Find(centre, times));
  Figure figure;
  figure.value = Summarize(centres)->mean;
  figure.basis = Count(centres.size(), "session");
  if (centres.size() >= kMinSessionsForClaim) {
    figure.interval = FindStudentInterval(centres, level);
  }
  return figure;
}

Figure FindCentre(const Analysis& analysis, const StrategySpec& strategy,
                  Centre centre, TrialClock clock) {
  const Sessions sessions = TimesBySession(analysis, strategy, clock);
  if (sessions.empty()) return {.basis = kNoValidTrial};
  // Of several boots, one that alone has times is not all of them.
  if (analysis.sessions.size() == 1) {
    return OverBlocks(sessions.front(), centre, analysis.level);
  }
  return OverSessions(sessions, centre, analysis.level);
}

Figure FindExtreme(const Analysis& analysis, const StrategySpec& strategy,
                   double Summary::* which) {
  std::vector<double> all;
  for (const auto& times :
       TimesBySession(analysis, strategy, TrialClock::kReturned)) {
    all.insert(all.end(), times.begin(), times.end());
  }
  const auto summary = Summarize(all);
  if (!summary) return {.basis = kNoValidTrial};
  return {.value = *summary.*which, .basis = Count(all.size(), "block")};
}

// --- Counts and sums over trials ---

Figure CountFailures(const Analysis& analysis, const StrategySpec& strategy) {
  const StrategySummary* const found = FindSummary(analysis, strategy);
  if (found == nullptr || found->trials == 0) {
    return {.basis = "no trial was run"};
  }
  return {.value = static_cast<double>(found->failures()),
          .basis = Count(found->trials, "trial")};
}

Figure CountLeftovers(const Analysis& analysis, const StrategySpec& strategy) {
  std::size_t trials = 0;
  std::size_t leftovers = 0;
  for (const Result& result : analysis.results) {
    for (const TrialResult& trial : result.trials) {
      // Without times the strategy never ran, and nobody looked.
      if (trial.planned.strategy != strategy || !trial.times) continue;
      ++trials;
      leftovers += trial.leftovers.size();
    }
  }
  if (trials == 0) return {.basis = "no trial came to its uninstalls"};
  return {.value = static_cast<double>(leftovers),
          .basis = Count(trials, "trial")};
}

// Empty for an outside program, which does not tell.
std::optional<double> Throttled(const TrialResult& trial) {
  std::optional<double> sum;
  for (const ReleaseResult& release : trial.releases) {
    if (release.throttled_s) sum = sum.value_or(0) + *release.throttled_s;
  }
  return sum;
}

Figure FindThrottle(const Analysis& analysis, const StrategySpec& strategy) {
  Figure figure;
  std::size_t trials = 0;
  for (const Result& result : analysis.results) {
    for (const TrialResult* trial : CountingTrials(result, strategy)) {
      const auto throttled = Throttled(*trial);
      if (!throttled) continue;
      ++trials;
      figure.value = std::max(figure.value.value_or(0), *throttled);
    }
  }
  figure.basis = figure.value ? Count(trials, "block")
                              : "no valid trial that tells of throttling";
  return figure;
}

// --- Two strategies ---

Figure OfRatio(const Comparison& comparison) {
  Figure figure;
  figure.value = comparison.ratio();
  if (comparison.sessions) {
    figure.basis = Count(comparison.sessions->sessions, "session");
    if (comparison.sessions->sessions < kMinSessionsForClaim) return figure;
  } else if (comparison.paired) {
    figure.basis = Count(comparison.paired->pairs, "block");
  } else {
    figure.basis = "no block in which both are valid";
  }
  figure.interval = comparison.interval();
  figure.detectable = comparison.detectable();
  return figure;
}

Figure ToEfficiency(Figure speedup, const StrategySpec& strategy,
                    const Scenario& scenario) {
  const int workers = std::max(strategy.workers, 1);
  const auto tasks = static_cast<int>(Releases(scenario).size());
  const auto efficiency = [&](double& value) {
    value = Efficiency(value, workers, tasks);
  };
  if (speedup.value) efficiency(*speedup.value);
  if (auto& interval = speedup.interval) {
    efficiency(interval->low);
    efficiency(interval->high);
  }
  return speedup;
}

Figure FindOnClock(const Analysis& analysis, const Threshold& threshold,
                   const Subject& subject, TrialClock clock) {
  if (threshold.who == Who::kPair) {
    return OfRatio(Explore(analysis, subject.of, subject.to, clock));
  }
  return FindCentre(analysis, subject.of, Centre::kMedian, clock);
}

}  // namespace

Figure TurnOver(Figure ratio) {
  if (ratio.value) ratio.value = 1 / *ratio.value;
  if (ratio.interval) ratio.interval = Inverse(*ratio.interval);
  return ratio;
}

Figure FindFigure(const Analysis& analysis, const Threshold& threshold,
                  const Subject& subject) {
  const auto find_speedup = [&] {
    return TurnOver(OfRatio(Explore(analysis, subject.of, subject.to)));
  };
  switch (threshold.metric) {
    case Metric::kMean:
      return FindCentre(analysis, subject.of, Centre::kMean,
                        TrialClock::kReturned);
    case Metric::kMin:
      return FindExtreme(analysis, subject.of, &Summary::min);
    case Metric::kMax:
      return FindExtreme(analysis, subject.of, &Summary::max);
    case Metric::kMedian:
    case Metric::kReturned:
      return FindOnClock(analysis, threshold, subject, TrialClock::kReturned);
    case Metric::kSettled:
      return FindOnClock(analysis, threshold, subject, TrialClock::kSettled);
    case Metric::kSpeedup:
      return find_speedup();
    case Metric::kEfficiency:
      return ToEfficiency(find_speedup(), subject.of,
                          analysis.first().scenario);
    case Metric::kFailures:
      return CountFailures(analysis, subject.of);
    case Metric::kLeftovers:
      return CountLeftovers(analysis, subject.of);
    case Metric::kThrottle:
      return FindThrottle(analysis, subject.of);
  }
  return {};
}

}  // namespace bench
