#include "cli/run_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <random>
#include <string>
#include <utility>

#include "cli/connection.h"
#include "cli/exit_status.h"
#include "cli/interruptible.h"
#include "cli/places.h"
#include "cli/terminal.h"
#include "cluster/choose.h"
#include "cluster/paths.h"
#include "cluster/workspace.h"
#include "helm/helm.h"
#include "model/result.h"
#include "process/program.h"
#include "process/subprocess_runner.h"
#include "report/table.h"
#include "runner/environment.h"
#include "runner/interrupt.h"
#include "runner/journal.h"
#include "runner/progress.h"
#include "runner/runner.h"
#include "runner/schedule.h"
#include "runner/session.h"
#include "runner/trial_runner.h"
#include "strategy/strategy.h"
#include "util/error.h"
#include "util/format.h"
#include "util/time.h"

namespace bench {
namespace {

constexpr const char* kHowToClean =
    "./bench cluster clean removes what is left behind";

// The scenario as the options want it.
Scenario ChosenScenario(const Options& options) {
  Scenario scenario = LoadScenario(options.scenario, ScenariosFolder());
  if (options.runs) scenario.blocks = *options.runs;
  if (options.workers) {
    CheckWorkers(*options.workers, "--workers");
    scenario.workers = *options.workers;
    for (StrategySpec& strategy : scenario.strategies) strategy.workers = 0;
  }
  if (!options.strategies.empty()) {
    scenario.strategies.clear();
    for (const std::string& text : options.strategies) {
      scenario.strategies.push_back(ParseStrategySpec(text));
    }
  }
  scenario.strategies =
      ResolveStrategies(std::move(scenario.strategies), scenario.workers);
  return scenario;
}

Plan MakePlan(const Scenario& scenario, const Options& options) {
  Plan plan;
  plan.seed = options.seed ? *options.seed : std::random_device()();
  plan.blocks = scenario.blocks;
  plan.trials = MakeSchedule(scenario.strategies, plan.blocks, plan.seed);
  return plan;
}

// Python, where a strategy needs it, and its version for the result.
void FindPython(Session& session, Environment& environment,
                CommandRunner& runner) {
  const auto needs_python = [](const StrategySpec& spec) {
    return FindStrategy(spec.name).needs_python;
  };
  if (std::ranges::none_of(session.scenario.strategies, needs_python)) return;
  const auto found = FindProgram("python3");
  if (!found) {
    throw Error("no python3 on PATH: the python-* strategies need it");
  }
  session.python = *found;
  const Outcome outcome = runner.Run(
      {.argv = {found->string(), "-c",
                "import platform; print(platform.python_version(), end='')"}},
      {});
  if (!outcome.Ok()) {
    throw Error("{} does not run: {}", found->string(), HelmFailure(outcome));
  }
  environment.python = outcome.out;
}

// A guess until the first trial has ended, from what a trial takes on an
// ordinary laptop: some seconds of waiting, and installs that overlap.
double GuessSeconds(const Result& result) {
  const double releases = static_cast<double>(Releases(result.scenario).size());
  return static_cast<double>(result.plan.trials.size()) * (4 + 0.8 * releases);
}

void Announce(const Result& result, Status& status) {
  const Scenario& scenario = result.scenario;
  std::string strategies;
  for (const StrategySpec& strategy : scenario.strategies) {
    strategies += (strategies.empty() ? "" : ", ") + strategy.Label();
  }
  status.Say(fmt::format(
      "{}: {} in {} on {} {} (Kubernetes {}), helm {}", scenario.name,
      Count(Releases(scenario).size(), "release"),
      Count(static_cast<std::size_t>(scenario.namespace_count), "namespace"),
      result.cluster.kind, result.cluster.name, result.cluster.server_version,
      result.environment.helm.version));
  status.Say(fmt::format(
      "{}, each with {}; seed {}; {}, about {}",
      Count(static_cast<std::size_t>(result.plan.blocks), "block"), strategies,
      result.plan.seed, Count(result.plan.trials.size(), "trial"),
      FormatWait(GuessSeconds(result))));
}

const char* SignalName(int number) {
  return number == SIGINT ? "SIGINT" : number == SIGTERM ? "SIGTERM" : "SIGHUP";
}

// The part of a run that touches the cluster. Whatever happens in it, the
// namespaces are removed at its end, as far as the cluster lets us.
class Run {
 public:
  Run(Result& result, const Session& session, CommandRunner& runner,
      Workspace& workspace, Journal& journal, Status& status,
      const Interrupt& interrupt)
      : result_(result),
        session_(session),
        runner_(runner),
        workspace_(workspace),
        journal_(journal),
        status_(status),
        interrupt_(interrupt) {}

  // Fills in the result's trials and how it ended.
  void Measure() {
    RunEnd end;
    try {
      status_.Progress("making the namespaces");
      workspace_.Create(interrupt_.token());
      if (!interrupt_.token().stop_requested()) end = RunAll();
    } catch (const Error& error) {
      end.reason = error.what();
    }
    if (interrupt_.signal() != 0) {
      end.reason =
          fmt::format("interrupted by {}", SignalName(interrupt_.signal()));
    }
    result_.ended_early = std::move(end.reason);
  }

  // True when nothing of ours is left in the cluster.
  bool CleanUp() {
    status_.Say("cleaning up");
    try {
      // Not the run's token: that one may have been stopped.
      workspace_.Remove(std::stop_token());
      return true;
    } catch (const Error& error) {
      status_.Warn(fmt::format("not everything could be removed: {}; {}",
                               error.what(), kHowToClean));
      return false;
    }
  }

 private:
  RunEnd RunAll() {
    Progress progress(status_, result_.plan.trials.size());
    TrialRunner trials(
        session_, runner_, workspace_,
        [&](std::string_view phase) { progress.Phase(phase); },
        interrupt_.token());
    return RunTrials(
        result_.plan,
        [&](const PlannedTrial& planned) {
          progress.Begin(planned);
          return trials.Run(planned);
        },
        [&](const TrialResult& trial) {
          progress.End();
          result_.trials.push_back(trial);
          journal_.Append(trial);
        },
        status_, interrupt_.token());
  }

  Result& result_;
  const Session& session_;
  CommandRunner& runner_;
  Workspace& workspace_;
  Journal& journal_;
  Status& status_;
  const Interrupt& interrupt_;
};

// Saves and shows what was measured. True when it could be saved.
bool Report(const Result& result, Journal& journal, const Options& options,
            Status& status) {
  status.Progress("");
  if (result.trials.empty()) {
    journal.Discard();
    status.Warn(fmt::format("nothing was measured: {}", result.ended_early));
    return true;
  }
  std::string where;
  bool saved = true;
  try {
    where = fmt::format("Result: {}\n", journal.Finish(result).string());
  } catch (const RunError& error) {
    status.Warn(error.what());
    saved = false;
  }
  const bool color = UseColor(options, STDOUT_FILENO);
  fmt::print("{}{}", FormatTable(result, color ? Color::kYes : Color::kNo),
             where);
  std::fflush(stdout);
  return saved;
}

// Everything that can be refused is refused before anything is touched.
int RunOn(const Options& options, CommandRunner& runner, Status& status,
          const Interrupt& interrupt) {
  Session session;
  session.scenario = ChosenScenario(options);
  session.scripts = ScriptsFolder();
  session.cold_cache = options.cold_cache;
  const std::filesystem::path folder =
      options.results.empty() ? ResultsFolder() : options.results;
  CheckResultsFolder(folder);
  Environment environment = ReadEnvironment();
  session.helm = FindHelm(options.helm, runner);
  FindPython(session, environment, runner);
  environment.helm = {session.helm.path.string(), session.helm.version};
  environment.cold_cache = options.cold_cache;
  environment.build_type = BENCH_BUILD_TYPE;

  ChosenCluster chosen = MakeCluster(options.cluster, {.runner = runner});
  status.Say(Describe(chosen));
  Connection connection(std::move(chosen.cluster), status, interrupt.token());
  Pacing pacing;
  pacing.remove = std::chrono::milliseconds(
      std::llround(session.scenario.timeouts.reset_s * 1000));
  Workspace workspace(connection.api(), Namespaces(session.scenario),
                      connection.cluster().name(), pacing);
  workspace.CheckFree();
  const StateFolder& state = connection.cluster().state();
  session.kubeconfig = state.kubeconfig();
  state.FreshSession();
  session.folder = state.session();
  PrepareSession(session, runner, interrupt.token());

  Result result;
  result.version = BENCH_VERSION;
  result.started = FormatUtc(std::chrono::system_clock::now());
  result.cluster = connection.Describe();
  result.environment = std::move(environment);
  result.scenario = session.scenario;
  result.plan = MakePlan(session.scenario, options);
  Journal journal(folder, result);
  Announce(result, status);

  Run run(result, session, runner, workspace, journal, status, interrupt);
  run.Measure();
  const bool clean = run.CleanUp();
  state.RemoveSession();
  for (const std::string& words : workspace.forbidden()) {
    status.Warn("not looked at, the cluster does not allow it: " + words);
  }
  const bool saved = Report(result, journal, options, status);

  if (interrupt.signal() != 0) return SignalStatus(interrupt.signal());
  const bool all_valid =
      std::ranges::all_of(result.trials, &TrialResult::valid);
  const bool whole = result.trials.size() == result.plan.trials.size();
  return clean && saved && all_valid && whole ? kMeasured : kFailed;
}

}  // namespace

int RunCommand(const Options& options) {
  const Interrupt interrupt(
      fmt::format("\nbench: leaving at once; {}\n", kHowToClean));
  const auto status = MakeStatus(options);
  SubprocessRunner runner;
  return Interruptible(
      interrupt, [&] { return RunOn(options, runner, *status, interrupt); });
}

}  // namespace bench
