#include "cli/setup/programs.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "cli/setup/connection.h"
#include "cli/setup/places.h"
#include "process/program.h"
#include "strategy/strategy.h"
#include "strategy/variant.h"
#include "util/error.h"
#include "util/printable.h"
#include "util/short_reason.h"
#include "util/text.h"

namespace bench {
namespace {

// In characters; what is longer is no version.
constexpr std::size_t kLongestVersion = 100;

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
                ShortReason(Failure(outcome, outcome.err)));
  }
  const std::string_view out = Trim(outcome.out);
  return Shortened(ValidUtf8(std::string(out.substr(0, out.find('\n')))),
                   kLongestVersion);
}

// The outside programs that a strategy needs.
void FindOutsidePrograms(const StrategySpec& strategy, CommandRunner& runner,
                         Programs& programs) {
  for (const OutsideProgram& program : FindStrategy(strategy.name).programs) {
    if (programs.places.contains(program.name)) continue;
    const auto found = FindProgram(program.name);
    if (!found) {
      throw Error("no {} on PATH: the strategy {} needs it", program.name,
                  strategy.name);
    }
    programs.places[program.name] = *found;
    programs.versions[program.name] = VersionOf(program, *found, runner);
  }
}

// What helm is looked for as. A cluster that is not real can do without a real
// one.
std::string HelmToUse(const std::string& helm, const Cluster& cluster) {
  const bool can_do_without = cluster.kind() == "simulated";
  return helm.empty() && can_do_without && !FindProgram("helm")
             ? std::string(kStandIn)
             : helm;
}

bool AnyStandIn(const Programs& programs) {
  return programs.helm.stand_in ||
         std::ranges::any_of(programs.variant_helms, [](const auto& variant) {
           return variant.second.stand_in;
         });
}

}  // namespace

Programs FindPrograms(const std::string& helm,
                      const std::vector<StrategySpec>& strategies,
                      const Cluster& cluster, CommandRunner& runner) {
  Programs programs;
  programs.helm = FindHelm(HelmToUse(helm, cluster), runner);
  for (const StrategySpec& strategy : strategies) {
    FindOutsidePrograms(strategy, runner, programs);
    const std::string label = strategy.Label();
    if (!strategy.helm.empty()) {
      programs.variant_helms[label] = FindHelm(strategy.helm, runner);
    }
    if (!strategy.bench.empty()) {
      programs.variant_benches[label] = AskVersion(strategy, runner);
    }
  }
  return programs;
}

std::filesystem::path CostsOfHelm(const std::string& latency,
                                  const ClusterInfo& cluster,
                                  const Programs& programs) {
  CheckLatency(latency, cluster);
  if (!AnyStandIn(programs)) return "";
  if (!latency.empty()) return LatencyProfile(latency, "simulated");
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
