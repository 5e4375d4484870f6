#include "cli/setup/programs.h"

#include <algorithm>
#include <optional>
#include <string>

#include "cli/setup/connection.h"
#include "cli/setup/places.h"
#include "process/program.h"
#include "strategy/strategy.h"
#include "strategy/variant.h"
#include "util/error.h"

namespace bench {
namespace {

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
    throw Error("{} does not run: {}", found->string(),
                Failure(outcome, outcome.err));
  }
  environment.python = outcome.out;
}

// The programs of variants that have their own.
void FindVariants(Session& session, Environment& environment,
                  CommandRunner& runner) {
  for (const StrategySpec& strategy : session.scenario.strategies) {
    const std::string label = strategy.Label();
    if (!strategy.helm.empty()) {
      const HelmProgram helm = FindHelm(strategy.helm, runner);
      session.variant_helms[label] = helm;
      environment.variant_helms[label] = {helm.path.string(), helm.version,
                                          helm.stand_in};
    }
    if (!strategy.bench.empty()) {
      environment.variant_benches[label] = AskVersion(strategy.bench, runner);
    }
  }
}

// What helm is looked for as. A cluster that is not real can do without a real
// one.
std::string HelmToUse(const Options& options, const Cluster& cluster) {
  const bool can_do_without = cluster.kind() == "simulated";
  if (options.helm.empty() && can_do_without && !FindProgram("helm")) {
    return std::string(kStandIn);
  }
  return options.helm;
}

bool AnyStandIn(const Session& session) {
  return session.helm.stand_in ||
         std::ranges::any_of(session.variant_helms, [](const auto& variant) {
           return variant.second.stand_in;
         });
}

}  // namespace

void FindPrograms(const Options& options, const Cluster& cluster,
                  Session& session, Environment& environment,
                  CommandRunner& runner) {
  session.helm = FindHelm(HelmToUse(options, cluster), runner);
  environment.helm = {session.helm.path.string(), session.helm.version,
                      session.helm.stand_in};
  FindPython(session, environment, runner);
  FindVariants(session, environment, runner);
}

std::filesystem::path CostsOfHelm(const Options& options,
                                  const ClusterInfo& cluster,
                                  const Session& session) {
  CheckLatency(options.latency, cluster);
  if (!AnyStandIn(session)) return "";
  if (!options.latency.empty()) {
    return LatencyProfile(options.latency, "simulated");
  }
  try {
    return LatencyProfile(cluster.latency, "simulated");
  } catch (const Error&) {
    throw Error(
        "{} {} is running with a latency called \"{}\", which is none of ours; "
        "what helm costs stands in its file: --latency FILE",
        cluster.kind, cluster.name, cluster.latency);
  }
}

}  // namespace bench
