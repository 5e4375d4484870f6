#include "report/headline.h"

#include <fmt/format.h>

#include <cstddef>

#include "report/counting.h"
#include "util/format.h"

namespace bench {

std::string NotReal(const Result& result) {
  const bool stand_in = result.environment.helm.stand_in;
  if (result.cluster.simulated()) {
    return fmt::format(
        "simulated cluster, helm {}: not a measurement of "
        "Kubernetes",
        stand_in ? "stand-in" : "real");
  }
  return stand_in ? "helm stand-in: not a measurement of helm" : "";
}

std::string SizeWords(const Scenario& scenario) {
  return fmt::format(
      "{} in {}", Count(Releases(scenario).size(), "release"),
      Count(static_cast<std::size_t>(scenario.namespace_count), "namespace"));
}

std::string Headline(const Result& result) {
  return fmt::format(
      "{}: {}, on {} {} (Kubernetes {}), helm {}", result.scenario.name,
      SizeWords(result.scenario), result.cluster.kind, result.cluster.name,
      result.cluster.server_version, result.environment.helm.version);
}

std::string EndedEarly(const Result& result) {
  if (result.ended_early.empty()) return "";
  const std::size_t to_run = TrialsToRun(result);
  return fmt::format("Ended early: {}; {} of {} {} run.", result.ended_early,
                     result.trials.size(), Count(to_run, "trial"),
                     to_run == 1 ? "was" : "were");
}

}  // namespace bench
