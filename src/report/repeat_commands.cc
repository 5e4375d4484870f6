#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analysis/words.h"
#include "model/against_itself.h"
#include "report/sentences.h"
#include "util/format.h"
#include "util/printable.h"
#include "util/shell_word.h"

namespace bench {
namespace {

// A slowdown is no part of a strategy on the command line.
std::string StrategyOptions(const std::vector<StrategySpec>& strategies) {
  if (IsAgainstItself(strategies)) {
    std::string text =
        " --aa --strategy " + ShellWord(Printable(ToText(strategies.front())));
    if (const double slowdown = strategies.back().slowdown; slowdown > 0) {
      text += fmt::format(" --inject-slowdown {:g}%", slowdown * 100);
    }
    return text;
  }
  std::string text;
  for (const StrategySpec& strategy : strategies) {
    text += " --strategy " + ShellWord(Printable(ToText(strategy)));
  }
  return text;
}

std::string HelmOption(const HelmInfo& helm) {
  if (helm.named) return " --helm " + ShellWord(Printable(helm.path));
  return helm.stand_in ? " --helm stand-in" : "";
}

std::string ClusterOptions(const Result& result) {
  const ClusterInfo& cluster = result.cluster;
  std::string text =
      " --cluster " +
      ShellWord(Printable(cluster.kind == "context" ? "context:" + cluster.name
                                                    : cluster.kind));
  // Reached in another way, a simulated cluster keeps the latency it has.
  if (cluster.kind == "simulated" && cluster.simulated()) {
    text += " --latency " + ShellWord(Printable(cluster.latency_file.empty()
                                                    ? cluster.latency
                                                    : cluster.latency_file));
  }
  if (cluster.limits == "on") text += " --limits on";
  text += HelmOption(result.environment.helm);
  if (result.environment.cold_cache) text += " --cold-cache";
  return text;
}

std::string PlanOptions(const Plan& plan) {
  std::string text = fmt::format(" --runs {}", plan.blocks);
  if (plan.max_blocks > plan.blocks) {
    text += fmt::format(" --max-runs {}", plan.max_blocks);
  }
  if (plan.warm_up == 0) text += " --warmup 0";
  return text + fmt::format(" --seed {}", plan.seed);
}

// Those that are not as they are without the options. --aa has a threshold of
// its own, which it adds itself.
std::string CriteriaOptions(const Result& result) {
  const Criteria& criteria = result.criteria;
  const auto& strategies = result.scenario.strategies;
  const Criteria usual;
  std::string own;
  if (IsAgainstItself(strategies)) {
    own = ThresholdAgainstItself(strategies, criteria.tolerance);
  }
  std::string text;
  for (const std::string& threshold : criteria.thresholds) {
    if (threshold == own) continue;
    text += " --threshold " + ShellWord(Printable(threshold));
  }
  if (criteria.on_inconclusive != usual.on_inconclusive) {
    text +=
        fmt::format(" --on-inconclusive {}", Name(criteria.on_inconclusive));
  }
  if (criteria.same != usual.same) {
    text += fmt::format(" --same {:g}%", criteria.same * 100);
  }
  if (criteria.tolerance != usual.tolerance) {
    text += fmt::format(" --tolerance {:g}%", criteria.tolerance * 100);
  }
  return text;
}

// In front of the command. A stranger's name that is none could be anything.
std::string VariableSettings(const Environment& environment) {
  std::string text;
  for (const auto& [name, value] : environment.variables) {
    if (!IsVariableName(name)) continue;
    text += fmt::format("{}={} ", name, ShellWord(Printable(value)));
  }
  return text;
}

// What finds it again.
const std::string& ScenarioName(const Scenario& scenario) {
  return scenario.file.empty() ? scenario.name : scenario.file;
}

}  // namespace

std::vector<std::string> RepeatRemarks(const Analysis& analysis) {
  std::vector<std::string> remarks;
  for (const Result& result : analysis.results) {
    const Scenario& scenario = result.scenario;
    if (scenario.file.empty()) continue;
    std::string remark = fmt::format(
        "The scenario {} was {} then; sha256sum tells whether it still is.",
        scenario.file, scenario.digest);
    if (std::ranges::find(remarks, remark) == remarks.end()) {
      remarks.push_back(std::move(remark));
    }
  }
  return remarks;
}

std::vector<std::string> RepeatCommands(const Analysis& analysis) {
  std::vector<std::string> commands;
  commands.reserve(analysis.results.size());
  for (const Result& result : analysis.results) {
    commands.push_back(
        VariableSettings(result.environment) + "./bench --scenario " +
        ShellWord(Printable(ScenarioName(result.scenario))) +
        ClusterOptions(result) + StrategyOptions(result.scenario.strategies) +
        PlanOptions(result.plan) + CriteriaOptions(result));
  }
  return commands;
}

std::string Citation(const Analysis& analysis) {
  const Result& first = analysis.first();
  std::string text = fmt::format(
      "bench {}, {}; {}, begun {}", first.version, WhatWasMeasured(first),
      Count(analysis.sessions.size(), "session"), first.started);
  if (const std::string words = NotReal(first); !words.empty()) {
    text += "; " + words;
  }
  return text + ".";
}

}  // namespace bench
