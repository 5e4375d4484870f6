#include "analysis/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "util/format.h"
#include "util/short_reason.h"

namespace bench {
namespace {

// What a stand-in for helm was used for: "stand-in", "stand-in for b" when
// other strategies had a real one; empty: nothing.
std::string StandIn(const Result& result) {
  const Environment& environment = result.environment;
  const auto& strategies = result.scenario.strategies;
  std::vector<std::string> labels;
  for (const StrategySpec& strategy : strategies) {
    const auto own = environment.variant_helms.find(strategy.Label());
    const HelmInfo& helm =
        own == environment.variant_helms.end() ? environment.helm : own->second;
    if (helm.stand_in) labels.push_back(strategy.Label());
  }
  if (labels.empty() && !environment.helm.stand_in) return "";
  if (labels.size() == strategies.size()) return "stand-in";
  // The run's own helm installs, whatever the strategies have.
  if (labels.empty()) return "stand-in for the installs";
  return fmt::format("stand-in for {}", fmt::join(labels, ", "));
}

// The versions of the variants' own: " (for helm4 v4.2.0)".
std::string OwnHelms(const Environment& environment) {
  std::vector<std::string> helms;
  helms.reserve(environment.variant_helms.size());
  for (const auto& [label, helm] : environment.variant_helms) {
    helms.push_back(fmt::format("for {} {}", label, helm.version));
  }
  return helms.empty() ? "" : fmt::format(" ({})", fmt::join(helms, ", "));
}

}  // namespace

std::string NotReal(const Result& result) {
  const std::string stand_in = StandIn(result);
  if (result.cluster.simulated()) {
    return fmt::format(
        "simulated cluster, helm {}: not a measurement of "
        "Kubernetes",
        stand_in.empty() ? "real" : stand_in);
  }
  return stand_in.empty()
             ? ""
             : fmt::format("helm {}: not a measurement of helm", stand_in);
}

std::string HelmWords(const HelmInfo& helm) {
  return helm.version + (helm.stand_in ? " (stand-in)" : "");
}

std::vector<std::string> Labels(std::span<const StrategySpec> strategies) {
  std::vector<std::string> labels;
  std::ranges::transform(strategies, std::back_inserter(labels),
                         &StrategySpec::Label);
  return labels;
}

std::string SizeWords(const Scenario& scenario) {
  return fmt::format(
      "{} in {}", Count(Releases(scenario).size(), "release"),
      Count(static_cast<std::size_t>(scenario.namespace_count), "namespace"));
}

std::string WhatWasMeasured(const Result& result) {
  return fmt::format(
      "{}: {}, on {} {} (Kubernetes {}{}), helm {}{}", result.scenario.name,
      SizeWords(result.scenario), result.cluster.kind, result.cluster.name,
      result.cluster.server_version,
      result.cluster.limits == "on" ? ", limits on" : "",
      result.environment.helm.version, OwnHelms(result.environment));
}

std::string EndedEarly(const Result& result) {
  if (result.ended_early.empty()) return "";
  const std::size_t to_run = TrialsToRun(result);
  return fmt::format("Ended early: {}; {} of {} {} run.",
                     ShortReason(result.ended_early), result.trials.size(),
                     Count(to_run, "trial"), to_run == 1 ? "was" : "were");
}

const char* VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFaster:
      return "faster";
    case Verdict::kSlower:
      return "slower";
    case Verdict::kSame:
      return "same";
    case Verdict::kInconclusive:
      return "inconclusive";
    case Verdict::kNoClaim:
      break;
  }
  return "no claim";
}

std::string VerdictWords(Verdict verdict, double same) {
  if (verdict != Verdict::kSame) return VerdictName(verdict);
  return fmt::format("same within ±{:g} %", same * 100);
}

std::string Basis(const Comparison& comparison) {
  if (comparison.sessions) {
    return Count(comparison.sessions->sessions, "session");
  }
  return Count(comparison.paired ? comparison.paired->pairs : 0, "block");
}

std::string IntervalWords(const Interval& interval) {
  return fmt::format("{:.2f} – {:.2f}", interval.low, interval.high);
}

}  // namespace bench
