#include "cli/commands/run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/exit_status.h"
#include "cli/interruptible.h"
#include "cli/output/exports.h"
#include "cli/output/github.h"
#include "cli/output/report_file.h"
#include "cli/output/run_output.h"
#include "cli/output/terminal.h"
#include "cli/setup/connection.h"
#include "cli/setup/criteria.h"
#include "cli/setup/places.h"
#include "cli/setup/programs.h"
#include "cli/setup/scenario.h"
#include "cluster/choose.h"
#include "cluster/paths.h"
#include "cluster/workspace.h"
#include "model/result.h"
#include "process/subprocess_runner.h"
#include "report/analysis.h"
#include "report/judge_threshold.h"
#include "runner/environment.h"
#include "runner/interrupt.h"
#include "runner/journal.h"
#include "runner/measurement.h"
#include "runner/session.h"
#include "util/digest.h"
#include "util/error.h"
#include "util/printable.h"
#include "util/seconds.h"
#include "util/time.h"

namespace bench {
namespace {

// What was measured is worth more than a folder that stays.
void TryRemoveSession(const StateFolder& state, Status& status) {
  try {
    state.RemoveSession();
  } catch (const Error& error) {
    status.Warn(error.what());
  }
}

// Helm never removes what a chart has in crds/, and neither do we: by now
// others may be using it. Somebody has to know, though.
void WarnOfNewDefinitions(const std::optional<std::set<std::string>>& before,
                          const std::optional<std::set<std::string>>& after,
                          Status& status) {
  if (!before || !after) return;
  std::vector<std::string> added;
  std::ranges::set_difference(*after, *before, std::back_inserter(added));
  if (added.empty()) return;
  status.Warn(Printable(fmt::format(
      "new in the cluster since the run began, and left there as Helm does it "
      "with a chart's crds/: CustomResourceDefinition {}; the install flag "
      "--skip-crds keeps them out",
      fmt::join(added, ", "))));
}

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

// Whether every block that was to count does, by itself or by a spare one.
bool AllMeasured(const Result& result) {
  return std::ranges::all_of(
      result.scenario.strategies, [&](const StrategySpec& strategy) {
        return CountingTrials(result, strategy).size() >=
               static_cast<std::size_t>(result.plan.blocks);
      });
}

// Of what was measured. A run that was ended by --timeout need not be whole.
int StatusOf(const Result& result, bool timed_out) {
  const auto any = [&](Invalid kind) {
    return std::ranges::find(result.trials, kind, &TrialResult::invalid) !=
           result.trials.end();
  };
  const bool whole = timed_out || AllMeasured(result);
  return Gravest({any(Invalid::kEndState) ? kOtherEndState : kMeasured,
                  any(Invalid::kFailed) || !whole ? kFailed : kMeasured,
                  timed_out ? kTimeout : kMeasured});
}

// Everything that can be refused is refused before anything is touched.
int RunOn(const Options& options, CommandRunner& runner, Status& status,
          const Interrupt& interrupt) {
  Result result;
  result.scenario = ChosenScenario(options);
  result.plan = MakePlan(result.scenario, options);
  const Exports exports(options.exports, result.scenario.strategies);
  result.criteria = ChosenCriteria(options, result.scenario);
  const std::optional<ReportFile> report = ReportBeside(options.report_file);
  CheckOutputs(AllOutputs(exports, report),
               {options.scenario, options.latency});
  Session session;
  session.scenario = result.scenario;
  session.scripts = ScriptsFolder();
  session.cold_cache = options.cold_cache;
  session.max_busy = options.max_busy;
  const std::filesystem::path folder =
      options.results.empty() ? ResultsFolder() : options.results;
  CheckResultsFolder(folder);
  Environment environment = ReadEnvironment();
  ChosenCluster chosen =
      MakeCluster(options.cluster, {.runner = runner},
                  LatencyProfile(options.latency, options.cluster));
  FindPrograms(options, *chosen.cluster, session, environment, runner);
  environment.cold_cache = options.cold_cache;
  environment.build_type = BENCH_BUILD_TYPE;

  status.Say(Describe(chosen));
  Connection connection(std::move(chosen.cluster), status, interrupt.token());
  const ClusterInfo cluster = connection.Describe();
  session.helm_costs = CostsOfHelm(options, cluster, session);
  Pacing pacing;
  pacing.remove = Milliseconds(session.scenario.timeouts.reset_s);
  Workspace workspace(connection.api(), Namespaces(session.scenario),
                      connection.cluster().name(), pacing);
  workspace.CheckFree();
  const StateFolder& state = connection.cluster().state();
  session.kubeconfig = state.kubeconfig();
  state.FreshSession();
  session.folder = state.session();
  PrepareSession(session, runner, interrupt.token());
  for (const Chart& chart : session.scenario.charts) {
    environment.charts[chart.name] = Digest(chart.source);
  }

  result.version = BENCH_VERSION;
  result.started = FormatUtc(std::chrono::system_clock::now());
  result.cluster = cluster;
  result.environment = std::move(environment);
  const auto definitions = connection.Definitions();
  Journal journal(folder, result);
  Announce(result, status);

  Measurement measurement(session, runner, connection.cluster(), workspace,
                          journal, status, interrupt, Conclusive,
                          InGithubActions());
  const bool timed_out = measurement.Measure(result);
  const std::string left = measurement.CleanUp();
  if (!left.empty()) {
    status.Warn(Printable(fmt::format("not everything could be removed: {}; {}",
                                      left, HowToClean(options.cluster))));
  }
  WarnOfNewDefinitions(definitions, connection.Definitions(), status);
  TryRemoveSession(state, status);
  for (const std::string& words : workspace.forbidden()) {
    status.Warn(
        Printable("not looked at, the cluster does not allow it: " + words));
  }
  // As it reads back, so that ./bench analyze says the same: bytes of a child's
  // that are not UTF-8 are not the same in a file.
  const Analysis analysis =
      Analyze({ParseResult(ToJson(result), journal.path().stem())});
  const std::vector<CheckResult> checks = JudgeThresholds(analysis);
  bool saved = Report(analysis, checks, exports, journal, options, status);
  if (report && !result.trials.empty()) {
    saved = report->Write({&analysis, 1}, runner, status) && saved;
  }
  const int signal = interrupt.signal();
  return Gravest(
      {signal != 0 ? SignalStatus(signal) : kMeasured,
       StatusOf(result, timed_out), left.empty() && saved ? kMeasured : kFailed,
       StatusOfChecks(checks, result.criteria.on_inconclusive, status)});
}

}  // namespace

int RunCommand(const Options& options) {
  Interrupt interrupt(fmt::format("\nbench: leaving at once; {}\n",
                                  HowToClean(options.cluster)));
  if (options.timeout_s) interrupt.StopAfter(*options.timeout_s);
  const auto status = MakeStatus(options);
  SubprocessRunner runner;
  return Interruptible(
      interrupt, [&] { return RunOn(options, runner, *status, interrupt); });
}

}  // namespace bench
