#include "runner/trial_runner.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "executor/thread_pool_executor.h"
#include "helm/record/secret.h"
#include "kubernetes/objects.h"
#include "process/machine_cpu.h"
#include "runner/calm.h"
#include "runner/objection.h"
#include "strategy/variant.h"
#include "util/error.h"
#include "util/format.h"
#include "util/seconds.h"

namespace bench {
namespace {

// Adds the time until its end to a member of Surroundings.
class Timed {
 public:
  explicit Timed(double& seconds) : seconds_(seconds) {}
  ~Timed() { seconds_ += Seconds(Clock::now() - begin_); }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  double& seconds_;
  Clock::time_point begin_ = Clock::now();
};

// Installing is not what is measured: enough to keep the machine busy.
int InstallWorkers() {
  return static_cast<int>(
      std::clamp(2 * std::thread::hardware_concurrency(), 4U, 16U));
}

std::vector<std::string> KindsAndNames(const std::vector<Object>& objects) {
  std::vector<std::string> names;
  names.reserve(objects.size());
  for (const Object& object : objects) names.push_back(KindAndName(object));
  return names;
}

// What is not known of a release that the strategy did not tell of: it was not
// listed, or the strategy is an outside program.
void AddUntold(const std::vector<PlannedRelease>& planned,
               std::vector<ReleaseResult>& told) {
  for (const PlannedRelease& expected : planned) {
    const bool known =
        std::ranges::any_of(told, [&](const ReleaseResult& release) {
          return release.release == expected.release;
        });
    if (!known) told.push_back({.release = expected.release});
  }
}

// What a failed uninstall leaves does not go, however long one waits; this is
// for what the others have set going.
constexpr double kSettleAfterFailureS = 5;

}  // namespace

TrialRunner::TrialRunner(const Session& session, CommandRunner& runner,
                         Workspace& workspace,
                         std::function<void(std::string_view)> on_phase,
                         std::stop_token stop)
    : session_(session),
      runner_(runner),
      workspace_(workspace),
      on_phase_(std::move(on_phase)),
      stop_(std::move(stop)),
      releases_(Releases(session.scenario)) {}

// A trial, phase by phase. Half a trial is no measurement: when the run is
// interrupted in one, it is dropped, and what it left in the cluster is removed
// with everything else at the end.
TrialEnd TrialRunner::Run(const PlannedTrial& planned) {
  TrialResult trial;
  trial.planned = planned;
  try {
    trial.invalid_reason = Prepare(trial);
    if (trial.invalid_reason.empty() && !stop_.stop_requested()) {
      Measure(trial);
    }
    if (stop_.stop_requested()) return {};
    if (trial.invalid_reason.empty()) trial.invalid = Invalid::kNo;
  } catch (const Error& error) {
    // The cluster does not answer: the trial has its reason, the run its end.
    if (trial.invalid_reason.empty()) trial.invalid_reason = error.what();
    return {std::move(trial), error.what()};
  }
  return Reset(std::move(trial));
}

std::string TrialRunner::Prepare(TrialResult& trial) {
  on_phase_("installing");
  std::string failure = Install(trial);
  if (!failure.empty() || stop_.stop_requested()) return failure;
  on_phase_("waiting until the cluster is quiet");
  return WaitUntilQuiet(trial);
}

void TrialRunner::Measure(TrialResult& trial) {
  const auto server_before = workspace_.ServerSeconds();
  trial.busy_before = AwaitCalm(session_.max_busy, stop_);
  on_phase_("uninstalling");
  const StrategyRun run = RunStrategy(trial);
  trial.times = run.times;
  trial.harness_cpu = run.harness_cpu;
  trial.releases = run.releases;
  AddUntold(releases_, trial.releases);
  if (stop_.stop_requested()) return;
  on_phase_("watching it settle");
  Settle(run, trial);
  const auto server_after = workspace_.ServerSeconds();
  if (server_before && server_after) {
    trial.server_s = *server_after - *server_before;
  }
}

std::string TrialRunner::Install(TrialResult& trial) {
  const Timed timed(trial.surroundings.install_s);
  ThreadPoolExecutor executor(CommandTasks(runner_), InstallWorkers(), stop_);
  std::vector<Future<Outcome>> installs;
  for (const PlannedRelease& planned : releases_) {
    Command install = InstallCommand(session_.helm, planned.release,
                                     session_.scenario.charts[planned.chart],
                                     ValuesFile(session_, planned.chart),
                                     session_.scenario.timeouts.install_s);
    install.env = HelmEnvironment(InstallHome(session_), session_.kubeconfig,
                                  session_.helm_costs);
    installs.push_back(executor.Submit(std::move(install)));
  }
  std::string failure;
  for (std::size_t i = 0; i < installs.size(); ++i) {
    std::string words;
    try {
      words = HelmFailure(installs[i].Get());
    } catch (const Error& error) {
      words = error.what();
    }
    if (!words.empty() && failure.empty()) {
      failure = fmt::format("install of {}/{}: {}", releases_[i].release.ns,
                            releases_[i].release.name, words);
    }
  }
  return failure;
}

std::string TrialRunner::WaitUntilQuiet(TrialResult& trial) {
  const Timed timed(trial.surroundings.quiet_s);
  const double limit_s = session_.scenario.timeouts.quiet_s;
  const Quiet quiet = workspace_.WaitQuiet(limit_s, stop_);
  if (quiet || stop_.stop_requested()) return "";
  return fmt::format("the cluster was not quiet within {}: {} changed last",
                     FormatWait(limit_s), fmt::join(quiet.changed, ", "));
}

StrategyContext TrialRunner::MakeContext(const StrategySpec& spec) const {
  const auto own_helm = session_.variant_helms.find(spec.Label());
  StrategyContext context{
      .runner = runner_,
      .namespaces = Namespaces(session_.scenario),
      .kubeconfig = session_.kubeconfig,
      .helm = own_helm == session_.variant_helms.end() ? session_.helm
                                                       : own_helm->second,
      .environment = HelmEnvironment(FreshStrategyHome(session_),
                                     session_.kubeconfig, session_.helm_costs),
      .timeout_s = session_.scenario.timeouts.uninstall_s,
      .workers = spec.workers,
      .programs = session_.programs,
      .scripts = session_.scripts,
      .stop = stop_};
  for (const auto& [name, value] : spec.env) context.environment[name] = value;
  return context;
}

StrategyRun TrialRunner::RunStrategy(TrialResult& trial) {
  const StrategySpec& spec = trial.planned.strategy;
  const StrategyContext context = MakeContext(spec);
  const auto before = ReadMachineCpu();
  StrategyRun run = RunVariant(spec, context);
  const auto after = ReadMachineCpu();
  trial.machine_busy = BusyShare(before, after);
  trial.machine_stolen = StolenShare(before, after);
  return run;
}

void TrialRunner::Settle(const StrategyRun& run, TrialResult& trial) {
  const Timed timed(trial.surroundings.settle_s);
  double limit_s = session_.scenario.timeouts.settle_s;
  if (!FindFailure(run, trial).words.empty()) {
    limit_s = std::min(limit_s, kSettleAfterFailureS);
  }
  const Settled settled = workspace_.WatchSettled(limit_s, stop_);
  if (settled.at) trial.times->settled_s = Seconds(*settled.at - run.begin);
  trial.leftovers = KindsAndNames(settled.leftovers);
  trial.kept = KindsAndNames(settled.kept);
  trial.end_state = settled.end_state;
  for (ReleaseResult& release : trial.releases) {
    release.gone =
        std::ranges::none_of(settled.leftovers, [&](const Object& object) {
          return object.ns == release.release.ns &&
                 IsRecordOf(object.labels, release.release.name);
        });
  }
  Objection objection = FindObjection(run, trial, limit_s);
  trial.invalid = objection.kind;
  trial.invalid_reason = std::move(objection.words);
}

// What has been measured counts, whether or not the cluster can be made ready
// for the next trial.
TrialEnd TrialRunner::Reset(TrialResult trial) {
  on_phase_("resetting");
  TrialEnd end;
  try {
    const Timed timed(trial.surroundings.reset_s);
    workspace_.Reset(stop_);
  } catch (const Error& error) {
    end.cannot_go_on = error.what();
  }
  end.trial = std::move(trial);
  return end;
}

}  // namespace bench
