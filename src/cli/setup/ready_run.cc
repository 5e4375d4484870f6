#include "cli/setup/ready_run.h"

#include <chrono>
#include <utility>

#include "cli/setup/places.h"
#include "cli/setup/programs.h"
#include "cluster/choose.h"
#include "cluster/paths.h"
#include "runner/chart_check.h"
#include "runner/environment.h"
#include "util/digest.h"
#include "util/format.h"
#include "util/seconds.h"

namespace bench {
namespace {

HelmInfo InfoOf(const HelmProgram& helm) {
  return {helm.path.string(), helm.version, helm.stand_in};
}

// `machine` as it was before anything ran on it, and all else that a time
// depends on.
Environment WholeEnvironment(Environment machine, const Options& options,
                             const Programs& programs, const Setup& setup) {
  machine.helm = InfoOf(programs.helm);
  machine.helm.named = !options.helm.empty() && options.helm != kStandIn;
  for (const auto& [label, helm] : programs.variant_helms) {
    machine.variant_helms[label] = InfoOf(helm);
  }
  machine.variant_benches = programs.variant_benches;
  machine.programs = programs.versions;
  for (const Chart& chart : setup.scenario.charts) {
    machine.charts[chart.name] = Digest(chart.source);
  }
  machine.cold_cache = setup.cold_cache;
  machine.build_type = BENCH_BUILD_TYPE;
  return machine;
}

}  // namespace

ReadyRun MakeReady(const Options& options, const CheckedRun& checked,
                   CommandRunner& runner, Status& status,
                   const std::stop_token& stop) {
  const Scenario& scenario = checked.scenario;
  const Environment machine = ReadEnvironment();
  ChosenCluster chosen =
      MakeCluster(options.cluster, {.runner = runner},
                  LatencyProfile(options.latency, options.cluster),
                  WantedLimits(options.limits, options.cluster));
  const Programs programs =
      FindPrograms(options.helm, scenario.strategies, *chosen.cluster, runner);
  status.Say(WhichCluster(chosen));
  Connection connection(std::move(chosen.cluster), status, stop);
  ClusterInfo cluster = connection.Info();
  cluster.latency_file = OwnLatencyProfile(options.latency);
  CheckWhatIsThere(cluster, connection.api());
  CheckPodsRun(scenario, cluster, connection.api());
  const auto helm_costs = CostsOfHelm(options.latency, cluster, programs);
  const StateFolder& state = connection.cluster().state();
  Workspace workspace(connection.api(), Namespaces(scenario), cluster.name,
                      Ledger(state.installed()),
                      {.remove = Milliseconds(scenario.timeouts.reset_s)});
  workspace.CheckFree();
  state.FreshSession();
  Setup setup = Prepared({.scenario = scenario,
                          .helm = programs.helm,
                          .variant_helms = programs.variant_helms,
                          .kubeconfig = state.kubeconfig(),
                          .folder = state.session(),
                          .programs = programs.places,
                          .scripts = ScriptsFolder(),
                          .cold_cache = options.cold_cache,
                          .max_busy = options.max_busy,
                          .max_stolen = options.max_stolen,
                          .helm_costs = helm_costs},
                         runner, stop);
  CheckCharts(setup, cluster, runner, stop);
  const Result planned{
      .version = BENCH_VERSION,
      .started = FormatUtc(std::chrono::system_clock::now()),
      .cluster = cluster,
      .environment = WholeEnvironment(machine, options, programs, setup),
      .scenario = scenario,
      .plan = checked.plan,
      .criteria = checked.criteria};
  auto definitions = connection.Definitions();
  return {.connection = std::move(connection),
          .workspace = std::move(workspace),
          .setup = std::move(setup),
          .definitions = std::move(definitions),
          .planned = planned,
          .journal = Journal(checked.results, planned)};
}

}  // namespace bench
