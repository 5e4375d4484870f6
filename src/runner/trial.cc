#include "runner/trial.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "executor/executors.h"
#include "helm/record/record.h"
#include "kubernetes/objects.h"
#include "model/scenario.h"
#include "process/machine_cpu.h"
#include "runner/calm.h"
#include "runner/going.h"
#include "runner/objection.h"
#include "strategy/strategy.h"
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
  std::ranges::transform(objects, std::back_inserter(names), KindAndName);
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

class Trial {
 public:
  Trial(const Setup& setup, const Site& site, Progress& progress,
        std::stop_token stop, const PlannedTrial& planned)
      : setup_(setup),
        site_(site),
        progress_(progress),
        stop_(std::move(stop)),
        releases_(Releases(setup.scenario)) {
    trial_.planned = planned;
  }

  // A trial, phase by phase. Half a trial is no measurement: when the run is
  // interrupted in one, it is dropped, and what it left in the cluster is
  // removed with everything else at the end.
  TrialEnd Run() {
    try {
      trial_.invalid_reason = Prepare();
      if (trial_.invalid_reason.empty() && !stop_.stop_requested()) {
        Measure();
      }
      if (stop_.stop_requested()) return {};
      if (trial_.invalid_reason.empty()) trial_.invalid = Invalid::kNo;
    } catch (const Error& error) {
      // The cluster does not answer: the trial has its reason, the run its end.
      if (trial_.invalid_reason.empty()) trial_.invalid_reason = error.what();
      return {std::move(trial_), error.what()};
    }
    return Reset();
  }

 private:
  // Each returns why the trial cannot go on; empty when it can.
  std::string Prepare() {
    progress_.Phase("installing");
    std::string failure = Install();
    if (!failure.empty() || stop_.stop_requested()) return failure;
    if (setup_.scenario.real_pods) {
      progress_.Phase("waiting until all pods are ready");
      failure = WaitUntilReady();
      if (!failure.empty() || stop_.stop_requested()) return failure;
    }
    progress_.Phase("waiting until the cluster is quiet");
    failure = WaitUntilQuiet();
    if (!failure.empty() || stop_.stop_requested()) return failure;
    site_.workspace.Expect(RulesOf(Helm().version), stop_);
    return "";
  }

  // The one that the strategy is given.
  const HelmProgram& Helm() const {
    const auto own = setup_.variant_helms.find(trial_.planned.strategy.Label());
    return own == setup_.variant_helms.end() ? setup_.helm : own->second;
  }

  std::string Install() {
    const Timed timed(trial_.surroundings.install_s);
    const auto executor = MakeThreadPoolExecutor(CommandTasks(site_.runner),
                                                 InstallWorkers(), stop_);
    std::vector<Future<Outcome>> installs;
    for (const PlannedRelease& planned : releases_) {
      Command install = InstallCommand(setup_.helm, planned.release,
                                       setup_.scenario.charts[planned.chart],
                                       ValuesFile(setup_, planned.chart),
                                       setup_.scenario.timeouts.install_s);
      install.env = HelmEnvironment(InstallHome(setup_), setup_.kubeconfig,
                                    setup_.helm_costs);
      installs.push_back(executor->Submit(std::move(install)));
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

  std::string WaitUntilReady() {
    const Timed timed(trial_.surroundings.ready_s);
    return site_.workspace.WaitReady(setup_.scenario.timeouts.ready_s, stop_);
  }

  std::string WaitUntilQuiet() {
    const Timed timed(trial_.surroundings.quiet_s);
    const double limit_s = setup_.scenario.timeouts.quiet_s;
    const Quiet quiet = site_.workspace.WaitQuiet(limit_s, stop_);
    if (quiet || stop_.stop_requested()) return "";
    return fmt::format("the cluster was not quiet within {}: {} changed last",
                       FormatWait(limit_s), fmt::join(quiet.changed, ", "));
  }

  // The strategy, and what it has left.
  void Measure() {
    const auto server_before = site_.workspace.ServerSeconds();
    trial_.busy_before = AwaitCalm(setup_.max_busy, stop_);
    progress_.Phase("uninstalling");
    const StrategyRun run = RunStrategy();
    trial_.times = run.times;
    trial_.harness_cpu = run.harness_cpu;
    trial_.releases = run.releases;
    AddUntold(releases_, trial_.releases);
    if (stop_.stop_requested()) return;
    progress_.Phase("watching it settle");
    Settle(run);
    const auto server_after = site_.workspace.ServerSeconds();
    if (server_before && server_after) {
      trial_.server_s = *server_after - *server_before;
    }
  }

  StrategyContext MakeContext(const StrategySpec& spec) const {
    StrategyContext context{
        .runner = site_.runner,
        .namespaces = Namespaces(setup_.scenario),
        .kubeconfig = setup_.kubeconfig,
        .helm = Helm(),
        .environment = HelmEnvironment(FreshStrategyHome(setup_),
                                       setup_.kubeconfig, setup_.helm_costs),
        .timeout_s = setup_.scenario.timeouts.uninstall_s,
        .workers = spec.workers,
        .uninstaller = spec.kind.uninstaller,
        .programs = setup_.programs,
        .scripts = setup_.scripts,
        .stop = stop_};
    for (const auto& [name, value] : spec.env)
      context.environment[name] = value;
    return context;
  }

  // On the clock. Notes how busy the machine was.
  StrategyRun RunStrategy() {
    const StrategySpec& spec = trial_.planned.strategy;
    const StrategyContext context = MakeContext(spec);
    const auto before = ReadMachineCpu();
    StrategyRun run = RunVariant(spec, context);
    const auto after = ReadMachineCpu();
    trial_.machine_busy = BusyShare(before, after);
    trial_.machine_stolen = StolenShare(before, after);
    return run;
  }

  void Settle(const StrategyRun& run) {
    const Timed timed(trial_.surroundings.settle_s);
    double limit_s = setup_.scenario.timeouts.settle_s;
    if (!FindFailure(run, trial_).words.empty()) {
      limit_s = std::min(limit_s, kSettleAfterFailureS);
    }
    const Settled settled = site_.workspace.WatchSettled(limit_s, stop_);
    if (settled.at) trial_.times->settled_s = Seconds(*settled.at - run.begin);
    trial_.leftovers = KindsAndNames(settled.leftovers);
    trial_.going = GoingOf(settled.gone, run.begin);
    for (const KeptObject& kept : settled.kept) {
      trial_.kept.push_back({KindAndName(kept.object), kept.by, kept.policy});
    }
    trial_.end_state = settled.end_state;
    for (ReleaseResult& release : trial_.releases) {
      release.gone =
          std::ranges::none_of(settled.leftovers, [&](const Object& object) {
            return object.ns == release.release.ns &&
                   IsRecordOf(object.labels, release.release.name);
          });
    }
    Objection objection = FindObjection(
        run, trial_, {.settle_s = limit_s, .stolen = setup_.max_stolen});
    trial_.invalid = objection.kind;
    trial_.invalid_reason = std::move(objection.words);
  }

  // What has been measured counts, whether or not the cluster can be made ready
  // for the next trial.
  TrialEnd Reset() {
    progress_.Phase("resetting");
    TrialEnd end;
    try {
      const Timed timed(trial_.surroundings.reset_s);
      site_.workspace.Reset(stop_);
    } catch (const Error& error) {
      end.cannot_go_on = error.what();
    }
    end.trial = std::move(trial_);
    return end;
  }

  const Setup& setup_;
  Site site_;
  Progress& progress_;
  std::stop_token stop_;
  std::vector<PlannedRelease> releases_;
  TrialResult trial_;
};

}  // namespace

TrialEnd RunThrough(const PlannedTrial& planned, const Setup& setup,
                    const Site& site, Progress& progress,
                    std::stop_token stop) {
  return Trial(setup, site, progress, std::move(stop), planned).Run();
}

}  // namespace bench
