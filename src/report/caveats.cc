#include "report/caveats.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "analysis/imbalance.h"
#include "report/comparison_table.h"
#include "stats/williams.h"
#include "util/format.h"

namespace bench {
namespace {

using Sentences = std::vector<std::string>;

void AddScope(const Analysis& analysis, Sentences& warnings) {
  if (analysis.comparisons.empty() || analysis.sessions.size() > 1) return;
  warnings.push_back(fmt::format(
      "One session: this holds for this boot of the cluster; {} sessions are "
      "needed to say more (./bench analyze takes several results).",
      kMinSessionsForClaim));
}

void AddDisagreements(const Analysis& analysis, Sentences& warnings) {
  for (const Comparison& comparison : analysis.comparisons) {
    const auto& paired = comparison.paired;
    if (!paired || !paired->intervals_disagree) continue;
    warnings.push_back(fmt::format(
        "{}: Student's interval, {}, disagrees with the one above: a few "
        "blocks are unlike the others, or too few to tell.",
        comparison.of.Label(), IntervalWords(*paired->t_interval)));
  }
}

// The most out of balance of a result, among positions and neighbours.
int WorstImbalance(const Result& result) {
  std::vector<PlannedTrial> planned;
  for (const TrialResult* trial : CountingTrials(result)) {
    planned.push_back(trial->planned);
  }
  const Imbalance imbalance = MeasureImbalance(planned);
  int worst = imbalance.neighbours;
  for (const auto& strategy : imbalance.strategies) {
    worst = std::max(worst, strategy.positions);
  }
  return worst;
}

// Too few blocks for any claim cannot be balanced either.
void AddImbalance(const Analysis& analysis, Sentences& warnings) {
  int worst = 0;
  for (const Result& result : analysis.results) {
    if (CountWholeBlocks(result) < kMinPairsForClaim) continue;
    worst = std::max(worst, WorstImbalance(result));
  }
  if (worst <= kBalanced) return;
  const auto strategies = analysis.first().scenario.strategies.size();
  warnings.push_back(fmt::format(
      "The order of the trials that count is not balanced: some position or "
      "neighbour comes {} more times than another (whole multiples of "
      "{} blocks are balanced).",
      worst, WilliamsDesign(static_cast<int>(strategies)).size()));
}

void AddBusyMachine(const Analysis& analysis, Sentences& warnings) {
  std::size_t known = 0;
  std::size_t busy = 0;
  for (const Result& result : analysis.results) {
    for (const TrialResult* trial : CountingTrials(result)) {
      if (!trial->busy_before) continue;
      ++known;
      if (*trial->busy_before > kCalmMachine) ++busy;
    }
  }
  if (busy == 0 ||
      static_cast<double>(busy) < kManyTrials * static_cast<double>(known)) {
    return;
  }
  warnings.push_back(fmt::format(
      "The machine was busy before {} of {} (more than {:.0f} % of its "
      "processors in use): others may have slowed them down.",
      busy, Count(known, "trial"), kCalmMachine * 100));
}

void AddReplacedBlocks(const Result& result, Sentences& warnings) {
  for (const auto& [block, spare] : ReplacedBlocks(result)) {
    const auto cause =
        std::ranges::find_if(result.trials, [&](const TrialResult& trial) {
          return trial.planned.block == block && !trial.valid();
        });
    warnings.push_back(fmt::format(
        "Block {} does not count; block {} was run in its place{}.", block,
        spare,
        cause == result.trials.end()
            ? ""
            : fmt::format(" ({}: {})", cause->planned.strategy.Label(),
                          cause->invalid_reason)));
  }
}

}  // namespace

Sentences Warnings(const Analysis& analysis) {
  Sentences warnings;
  AddScope(analysis, warnings);
  AddDisagreements(analysis, warnings);
  AddImbalance(analysis, warnings);
  AddBusyMachine(analysis, warnings);
  for (const Result& result : analysis.results) {
    AddReplacedBlocks(result, warnings);
  }
  return warnings;
}

}  // namespace bench
