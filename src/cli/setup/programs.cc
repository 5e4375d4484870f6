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
#include "util/text.h"

namespace bench {
namespace {

// What the program says when it is asked for its version.
std::string VersionOf(const OutsideProgram& program,
                      const std::filesystem::path& path,
                      CommandRunner& runner) {
  Command command{.argv = {path.string()}};
  command.argv.insert(command.argv.end(), program.version_arguments.begin(),
                      program.version_arguments.end());
  const Outcome outcome = runner.Run(command, {});
  if (!outcome.Ok()) {
    throw Error("{} does not run: {}", path.string(),
                Failure(outcome, outcome.err));
  }
  return std::string(Trim(outcome.out));
}

// The outside programs that strategies need, and their versions.
void FindOutsidePrograms(Session& session, Environment& environment,
                         CommandRunner& runner) {
  for (const StrategySpec& spec : session.scenario.strategies) {
    for (const OutsideProgram& program : FindStrategy(spec.name).programs) {
      if (session.programs.contains(program.name)) continue;
      const auto found = FindProgram(program.name);
      if (!found) {
        throw Error("no {} on PATH: the strategy {} needs it", program.name,
                    spec.name);
      }
      session.programs[program.name] = *found;
      environment.programs[program.name] = VersionOf(program, *found, runner);
    }
  }
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
  FindOutsidePrograms(session, environment, runner);
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
