#include "runner/run.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "analysis/analysis.h"
#include "analysis/kept.h"
#include "cli/commands/commands.h"
#include "cli/exit_status.h"
#include "cli/output/github.h"
#include "cli/output/run_output.h"
#include "cli/output/terminal.h"
#include "cli/setup/criteria.h"
#include "cli/setup/ready_run.h"
#include "process/subprocess_runner.h"
#include "threshold/judge_threshold.h"
#include "util/error.h"
#include "util/printable.h"
#include "util/short_reason.h"

namespace bench {
namespace {

// Whether more blocks would add nothing: every threshold is decided; without
// any, every planned comparison has its verdict.
bool Conclusive(const Result& result) {
  const Analysis analysis = Analyze({result});
  if (!result.criteria.thresholds.empty()) {
    return std::ranges::none_of(
        JudgeThresholds(analysis), [](const CheckResult& check) {
          return check.outcome == CheckResult::Outcome::kUndecided;
        });
  }
  return std::ranges::none_of(
      analysis.comparisons, [](const Comparison& comparison) {
        return comparison.verdict == Verdict::kInconclusive ||
               comparison.verdict == Verdict::kNoClaim;
      });
}

Measured Measure(ReadyRun& ready, CommandRunner& runner, Status& status,
                 const Interrupt& interrupt) {
  Announce(ready.planned, status);
  Progress progress(status, InGithubActions());
  Run run(ready.setup, {runner, ready.connection.cluster(), ready.workspace},
          progress, interrupt);
  return run.Measure(
      ready.planned,
      [&](const TrialResult& trial) { ready.journal.Append(trial); },
      Conclusive);
}

// Helm never removes what a chart has in crds/, and neither do we: by now
// others may be using it. Somebody has to know, though.
void WarnOfNewDefinitions(ReadyRun& ready, Status& status) {
  const auto now = ready.connection.Definitions();
  if (!ready.definitions || !now) return;
  std::vector<std::string> added;
  std::ranges::set_difference(*now, *ready.definitions,
                              std::back_inserter(added));
  if (added.empty()) return;
  status.Warn(Printable(fmt::format(
      "new in the cluster since the run began, and left there as Helm does it "
      "with a chart's crds/: CustomResourceDefinition {}; the install flag "
      "--skip-crds keeps them out",
      fmt::join(added, ", "))));
}

// Ends the session: says what it leaves behind, and what it did not see.
void Leave(ReadyRun& ready, const Measured& measured,
           const std::string& cluster, Status& status) {
  if (!measured.left.empty()) {
    status.Warn(Printable(fmt::format("not everything could be removed: {}; {}",
                                      ShortReason(measured.left),
                                      HowToClean(cluster))));
  }
  WarnOfNewDefinitions(ready, status);
  try {
    ready.connection.cluster().state().RemoveSession();
  } catch (const Error& error) {
    // What was measured is worth more than a folder that stays.
    status.Warn(error.what());
  }
  for (const std::string& words : ready.workspace.forbidden()) {
    status.Warn(
        Printable("not looked at, the cluster does not allow it: " + words));
  }
}

// What the trials make of the exit status. A run that was ended by --timeout
// need not have every block that was to count, by itself or by a spare one.
int StatusOfTrials(const Measured& measured) {
  const Result& result = measured.result;
  const auto any = [&](Invalid kind) {
    return std::ranges::find(result.trials, kind, &TrialResult::invalid) !=
           result.trials.end();
  };
  const bool whole = std::ranges::all_of(
      result.scenario.strategies, [&](const StrategySpec& strategy) {
        return CountingTrials(result, strategy).size() >=
               static_cast<std::size_t>(result.plan.blocks);
      });
  if (any(Invalid::kEndState) || !KeptDifferences(result).empty()) {
    return kOtherEndState;
  }
  if (any(Invalid::kFailed)) return kFailed;
  if (measured.timed_out) return kTimeout;
  return whole ? kMeasured : kFailed;
}

int Report(const CheckedRun& checked, ReadyRun& ready, const Measured& measured,
           const Options& options, CommandRunner& runner, Status& status) {
  // As it reads back, so that ./bench analyze says the same: bytes of a child's
  // that are not UTF-8 are not the same in a file.
  const Analysis analysis = Analyze(
      {ParseResult(ToJson(measured.result), ready.journal.path().stem())});
  const std::vector<CheckResult> checks = JudgeThresholds(analysis);
  bool saved = SaveAndPrint(analysis, checks, checked.exports, ready.journal,
                            options, status);
  if (checked.report && !measured.result.trials.empty()) {
    saved = checked.report->Write({&analysis, 1}, runner, status) && saved;
  }
  return Gravest(
      {StatusOfTrials(measured), saved ? kMeasured : kFailed,
       StatusOfChecks(checks, checked.criteria.on_inconclusive, status)});
}

}  // namespace

int RunCommand(const Options& options) {
  Interrupt interrupt(fmt::format("\nbench: leaving at once; {}\n",
                                  HowToClean(options.cluster)));
  if (options.timeout_s) interrupt.StopAfter(*options.timeout_s);
  const auto status = MakeStatus(options);
  SubprocessRunner runner;
  return Interruptible(interrupt, [&] {
    const CheckedRun checked = CheckRun(options);
    ReadyRun ready =
        MakeReady(options, checked, runner, *status, interrupt.token());
    const Measured measured = Measure(ready, runner, *status, interrupt);
    Leave(ready, measured, options.cluster, *status);
    const int reported =
        Report(checked, ready, measured, options, runner, *status);
    const int signal = interrupt.signal();
    return Gravest({signal != 0 ? SignalStatus(signal) : kMeasured, reported,
                    measured.left.empty() ? kMeasured : kFailed});
  });
}

}  // namespace bench
