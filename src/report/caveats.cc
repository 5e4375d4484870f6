#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "analysis/imbalance.h"
#include "analysis/words.h"
#include "report/sentences.h"
#include "stats/williams.h"
#include "util/format.h"

namespace bench {
namespace {

void AddScope(const Analysis& analysis, Sentences& caveats) {
  if (analysis.comparisons.empty() || analysis.sessions.size() > 1) return;
  caveats.push_back(fmt::format(
      "One session: this holds for this boot of the cluster; {} sessions are "
      "needed to say more (./bench analyze takes several results).",
      kMinSessionsForClaim));
}

void AddDisagreements(const Analysis& analysis, Sentences& caveats) {
  for (const Comparison& comparison : analysis.comparisons) {
    const auto& paired = comparison.paired;
    if (!paired || !paired->intervals_disagree) continue;
    caveats.push_back(fmt::format(
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
void AddImbalance(const Analysis& analysis, Sentences& caveats) {
  int worst = 0;
  for (const Result& result : analysis.results) {
    if (CountWholeBlocks(result) < kMinPairsForClaim) continue;
    worst = std::max(worst, WorstImbalance(result));
  }
  if (worst <= kBalanced) return;
  const auto strategies = analysis.first().scenario.strategies.size();
  caveats.push_back(fmt::format(
      "The order of the trials that count is not balanced: some position or "
      "neighbour comes {} more times than another (whole multiples of "
      "{} blocks are balanced).",
      worst, WilliamsDesign(static_cast<int>(strategies)).size()));
}

void AddBusyMachine(const Analysis& analysis, Sentences& caveats) {
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
  caveats.push_back(fmt::format(
      "The machine was busy before {} of {} (more than {:.0f} % of its "
      "processors in use): others may have slowed them down.",
      busy, Count(known, "trial"), kCalmMachine * 100));
}

// Only runs that ask for it (--max-stolen) count such trials.
void AddStolenMachine(const Analysis& analysis, Sentences& caveats) {
  std::size_t known = 0;
  std::vector<double> stolen;
  for (const Result& result : analysis.results) {
    for (const TrialResult* trial : CountingTrials(result)) {
      if (!trial->machine_stolen) continue;
      ++known;
      if (*trial->machine_stolen > kMachineOfItsOwn) {
        stolen.push_back(*trial->machine_stolen);
      }
    }
  }
  if (stolen.empty()) return;
  caveats.push_back(fmt::format(
      "The host gave more than {:.0f} % of the machine to others in {} of {} "
      "(up to {:.1f} %), which count since --max-stolen allowed it: times are "
      "partly the host's doing.",
      kMachineOfItsOwn * 100, stolen.size(), Count(known, "trial"),
      *std::ranges::max_element(stolen) * 100));
}

void AddReplacedBlocks(const Result& result, Sentences& caveats) {
  for (const auto& [block, spare] : ReplacedBlocks(result)) {
    const auto cause =
        std::ranges::find_if(result.trials, [&](const TrialResult& trial) {
          return trial.planned.block == block && !trial.valid();
        });
    caveats.push_back(fmt::format(
        "Block {} does not count; block {} was run in its place{}.", block,
        spare,
        cause == result.trials.end()
            ? ""
            : fmt::format(" ({}: {})", cause->planned.strategy.Label(),
                          cause->invalid_reason)));
  }
}

}  // namespace

Sentences Caveats(const Analysis& analysis) {
  Sentences caveats;
  AddScope(analysis, caveats);
  AddDisagreements(analysis, caveats);
  AddImbalance(analysis, caveats);
  AddBusyMachine(analysis, caveats);
  AddStolenMachine(analysis, caveats);
  for (const Result& result : analysis.results) {
    AddReplacedBlocks(result, caveats);
  }
  return caveats;
}

}  // namespace bench
