#include "analysis/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "stats/holm.h"
#include "util/error.h"

namespace bench {
namespace {

// Empty when nothing differs that must not.
std::string Difference(const Scenario& a, const Scenario& b) {
  if (a.name != b.name) {
    return fmt::format("scenario {} is not {}", b.name, a.name);
  }
  if (a.strategies != b.strategies) return "their strategies are not the same";
  const auto same_chart = [](const Chart& one, const Chart& other) {
    return one.name == other.name && one.values == other.values &&
           one.set == other.set;
  };
  if (!std::ranges::equal(a.charts, b.charts, same_chart)) {
    return "their charts are not the same";
  }
  if (a.namespace_count != b.namespace_count) {
    return fmt::format("{} namespaces are not {}", b.namespace_count,
                       a.namespace_count);
  }
  return "";
}

std::vector<std::vector<std::size_t>> GroupSessions(
    const std::vector<Result>& results) {
  std::vector<std::vector<std::size_t>> sessions;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const std::string& uid = results[i].cluster.uid;
    const auto same = std::ranges::find_if(sessions, [&](const auto& session) {
      return !uid.empty() && results[session.front()].cluster.uid == uid;
    });
    if (same == sessions.end()) {
      sessions.push_back({i});
    } else {
      same->push_back(i);
    }
  }
  return sessions;
}

// Both looks of a run that may be extended are at the stricter level, whether
// it was extended or not: the choice was open.
double Level(const std::vector<Result>& results) {
  const bool two_looks = std::ranges::any_of(results, [](const Result& result) {
    return result.plan.max_blocks > result.plan.blocks;
  });
  return GateLevel(two_looks ? 2 : 1);
}

double P(const Comparison& comparison) {
  if (comparison.sessions) return comparison.sessions->p.value_or(1);
  return comparison.paired ? comparison.paired->p : 1;
}

Verdict JudgeOne(const Comparison& comparison, double same, double alpha) {
  if (comparison.sessions) {
    return Judge(*comparison.sessions, comparison.holm_p, same, alpha);
  }
  if (comparison.paired) {
    return Judge(*comparison.paired, comparison.holm_p, same, alpha);
  }
  return Verdict::kNoClaim;
}

void JudgePlanned(std::vector<Comparison>& comparisons, double same,
                  double alpha) {
  std::vector<double> p_values;
  std::ranges::transform(comparisons, std::back_inserter(p_values), P);
  const std::vector<double> adjusted = AdjustHolm(p_values);
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    comparisons[i].holm_p = adjusted[i];
    comparisons[i].verdict = JudgeOne(comparisons[i], same, alpha);
  }
}

// The times of both, block by block, of one session of an analysis.
PairedTimes SessionTimes(const Analysis& analysis, std::size_t session,
                         const StrategySpec& of, const StrategySpec& to,
                         TrialClock clock) {
  PairedTimes all;
  for (const std::size_t i : analysis.sessions[session]) {
    const PairedTimes times = PairTimes(analysis.results[i], of, to, clock);
    all.blocks.insert(all.blocks.end(), times.blocks.begin(),
                      times.blocks.end());
    all.of.insert(all.of.end(), times.of.begin(), times.of.end());
    all.to.insert(all.to.end(), times.to.begin(), times.to.end());
  }
  return all;
}

// One of so many that are judged together.
Comparison Compare(const Analysis& analysis, const StrategySpec& of,
                   const StrategySpec& to, TrialClock clock,
                   std::size_t comparisons) {
  Comparison comparison;
  comparison.of = of;
  comparison.to = to;
  comparison.clock = clock;
  comparison.planned = false;
  if (analysis.sessions.size() == 1) {
    const PairedTimes times = SessionTimes(analysis, 0, of, to, clock);
    comparison.paired =
        ComparePairs(times.of, times.to, analysis.level, comparisons);
    return comparison;
  }
  std::vector<std::vector<double>> sessions;
  for (std::size_t i = 0; i < analysis.sessions.size(); ++i) {
    const PairedTimes times = SessionTimes(analysis, i, of, to, clock);
    sessions.push_back(LogRatios(times.of, times.to));
  }
  comparison.sessions = CompareSessions(sessions, analysis.level, comparisons);
  return comparison;
}

// Each strategy but the first against the first.
std::vector<Comparison> ComparePlanned(const Analysis& analysis,
                                       TrialClock clock) {
  const auto& strategies = analysis.first().scenario.strategies;
  std::vector<Comparison> comparisons;
  for (std::size_t i = 1; i < strategies.size(); ++i) {
    comparisons.push_back(Compare(analysis, strategies[i], strategies.front(),
                                  clock, strategies.size() - 1));
    comparisons.back().planned = true;
  }
  JudgePlanned(comparisons, analysis.first().criteria.same, 1 - analysis.level);
  return comparisons;
}

bool SettlesLater(const std::vector<StrategySummary>& strategies) {
  return std::ranges::any_of(strategies, [](const StrategySummary& one) {
    return one.returned_s && one.settled_s &&
           one.settled_s->median > (1 + kSettlesLater) * one.returned_s->median;
  });
}

}  // namespace

bool SameRun(const Result& a, const Result& b) {
  return a.started == b.started && a.plan.seed == b.plan.seed &&
         a.cluster.uid == b.cluster.uid;
}

std::string WhyNotTogether(const Result& a, const Result& b) {
  if (SameRun(a, b)) {
    return "they are of the same run, which would count twice";
  }
  return Difference(a.scenario, b.scenario);
}

std::optional<double> Comparison::ratio() const {
  if (sessions) return sessions->ratio;
  if (paired) return paired->ratio;
  return std::nullopt;
}

std::optional<Interval> Comparison::interval() const {
  if (sessions) return sessions->interval;
  if (paired) return paired->interval;
  return std::nullopt;
}

std::optional<double> Comparison::detectable() const {
  if (sessions) return sessions->detectable;
  if (paired) return paired->detectable;
  return std::nullopt;
}

Comparison Explore(const Analysis& analysis, const StrategySpec& of,
                   const StrategySpec& to, TrialClock clock) {
  return Compare(analysis, of, to, clock, 1);
}

Analysis Analyze(std::vector<Result> results) {
  Analysis analysis;
  analysis.results = std::move(results);
  std::ranges::sort(analysis.results, {}, [](const Result& result) {
    return std::pair(result.started, result.plan.seed);
  });
  for (std::size_t i = 1; i < analysis.results.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      const std::string why =
          WhyNotTogether(analysis.results[earlier], analysis.results[i]);
      if (why.empty()) continue;
      throw Error("results that cannot be taken together: {}", why);
    }
  }
  analysis.sessions = GroupSessions(analysis.results);
  analysis.level = Level(analysis.results);
  analysis.strategies = Summarize(analysis.results);
  analysis.comparisons = ComparePlanned(analysis, TrialClock::kReturned);
  if (SettlesLater(analysis.strategies)) {
    analysis.settled = ComparePlanned(analysis, TrialClock::kSettled);
  }
  return analysis;
}

bool HasSomethingToSay(const Analysis& analysis) {
  if (analysis.comparisons.empty()) {
    return std::ranges::any_of(
        analysis.strategies,
        [](const StrategySummary& one) { return one.returned_s.has_value(); });
  }
  return std::ranges::any_of(analysis.comparisons, [](const Comparison& one) {
    return one.ratio().has_value();
  });
}

std::string NothingToCompare(const Analysis& analysis) {
  if (analysis.comparisons.empty()) {
    return "No trial is valid, so there is nothing to say.";
  }
  return fmt::format(
      "No block is valid with both {} and another strategy, so nothing can be "
      "compared.",
      analysis.comparisons.front().to.Label());
}

std::vector<const TrialResult*> CountingTrials(const Analysis& analysis,
                                               const StrategySpec& strategy) {
  std::vector<const TrialResult*> trials;
  for (const Result& result : analysis.results) {
    std::ranges::copy(CountingTrials(result, strategy),
                      std::back_inserter(trials));
  }
  return trials;
}

const Comparison* FindComparison(const Analysis& analysis,
                                 const StrategySpec& strategy) {
  const auto found =
      std::ranges::find(analysis.comparisons, strategy, &Comparison::of);
  return found == analysis.comparisons.end() ? nullptr : &*found;
}

const StrategySummary* FindSummary(const Analysis& analysis,
                                   const StrategySpec& strategy) {
  const auto found = std::ranges::find(analysis.strategies, strategy,
                                       &StrategySummary::strategy);
  return found == analysis.strategies.end() ? nullptr : &*found;
}

}  // namespace bench
