#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/counted_trials.h"
#include "model/result.h"
#include "stats/paired_ratio.h"
#include "stats/sessions.h"
#include "stats/verdict.h"

namespace bench {

/// One strategy held against another, block by block.
struct Comparison {
  StrategySpec of;
  StrategySpec to;
  TrialClock clock = TrialClock::kReturned;
  /// Each strategy against the scenario's first is planned, and Holm's
  /// adjustment is over these. Anything else is exploratory: it has an interval
  /// but no verdict.
  bool planned = true;
  /// Of a single session; empty when not one block has both, and for several.
  std::optional<PairedRatio> paired;
  /// Over all sessions, when there are several: then it decides.
  std::optional<SessionsRatio> sessions;
  /// Holm's p; 1 when nothing was tested.
  double holm_p = 1;
  Verdict verdict = Verdict::kNoClaim;

  /// What decides: over sessions when there are several, else over blocks.
  std::optional<double> ratio() const;
  std::optional<Interval> interval() const;
  /// The smallest ratio above 1 that would have been found; the reciprocal
  /// below 1. Empty when none would.
  std::optional<double> detectable() const;
};

/// What one or several results of the same scenario say. Everything that is
/// printed, exported or judged by a threshold is made from this one value.
struct Analysis {
  /// At least one, ordered by their start.
  std::vector<Result> results;
  /// Which of them are of the same boot of a cluster, boot by boot. A result
  /// that does not tell (schema 1) is a session of its own.
  std::vector<std::vector<std::size_t>> sessions;
  /// In the scenario's order, over all results.
  std::vector<StrategySummary> strategies;
  /// Each strategy but the first against the first, in the scenario's order.
  std::vector<Comparison> comparisons;
  /// The same of the time until nothing was left, a question of its own: these
  /// are judged among themselves. Empty where it has the same answer, since
  /// nothing goes on for long once a strategy has returned (kSettlesLater).
  std::vector<Comparison> settled;
  /// Why unlike environments are taken together all the same, and in what they
  /// are unlike, a sentence; empty: they are alike. For whoever reads on.
  std::string unlike;
  /// What is asked of intervals: 95 %, or 97.5 % for each of two looks.
  double level = 0.95;

  const Result& first() const { return results.front(); }
};

/// From this median share of `returned` on, what goes on afterwards is worth a
/// comparison of its own.
inline constexpr double kSettlesLater = 0.1;

/// Whether two results are of one and the same run.
bool SameRun(const Result& a, const Result& b);

/// Why two results cannot be taken together: another scenario, other charts,
/// namespaces or strategies, or the same run twice. Empty: they can.
std::string WhyNotTogether(const Result& a, const Result& b);

/// `results`: at least one. Throws Error when two cannot be taken together.
Analysis Analyze(std::vector<Result> results);

/// Whether there is anything to say of the strategies: a planned comparison has
/// a block, or the only strategy a trial that counts. A strategy that never
/// worked does not keep the others from being compared.
bool HasSomethingToSay(const Analysis& analysis);

/// What is said in place of comparisons when there is nothing to say.
std::string NothingToCompare(const Analysis& analysis);

/// A comparison that the run did not plan.
Comparison Explore(const Analysis& analysis, const StrategySpec& of,
                   const StrategySpec& to,
                   TrialClock clock = TrialClock::kReturned);

/// The trials of one strategy that count, in the order in which they ran.
std::vector<const TrialResult*> CountingTrials(const Analysis& analysis,
                                               const StrategySpec& strategy);

/// What the comparison with the scenario's first says of it; null where there
/// is none.
const Comparison* FindComparison(const Analysis& analysis,
                                 const StrategySpec& strategy);

/// Null when it is none of the analysis.
const StrategySummary* FindSummary(const Analysis& analysis,
                                   const StrategySpec& strategy);

}  // namespace bench
