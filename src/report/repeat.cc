#include "report/repeat.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/headline.h"
#include "report/printable.h"
#include "util/format.h"

namespace bench {
namespace {

// ./bench --aa: the labels are the program's.
bool IsAgainstItself(const std::vector<StrategySpec>& strategies) {
  return strategies.size() == 2 &&
         SameWork(strategies.front(), strategies.back()) &&
         (strategies.back().variant == "again" ||
          strategies.back().variant == "slowed");
}

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

std::string ClusterOptions(const Result& result) {
  const ClusterInfo& cluster = result.cluster;
  std::string text =
      " --cluster " +
      ShellWord(Printable(cluster.kind == "context" ? "context:" + cluster.name
                                                    : cluster.kind));
  // Reached in another way, a simulated cluster keeps the latency it has.
  if (cluster.kind == "simulated" && cluster.simulated()) {
    text += " --latency " + ShellWord(Printable(cluster.latency));
  }
  if (result.environment.helm.stand_in) text += " --helm stand-in";
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

}  // namespace

std::vector<std::string> RepeatCommands(const Analysis& analysis) {
  std::vector<std::string> commands;
  commands.reserve(analysis.results.size());
  for (const Result& result : analysis.results) {
    commands.push_back(
        "./bench --scenario " + ShellWord(Printable(result.scenario.name)) +
        ClusterOptions(result) + StrategyOptions(result.scenario.strategies) +
        PlanOptions(result.plan));
  }
  return commands;
}

std::string Citation(const Analysis& analysis) {
  const Result& first = analysis.first();
  std::string text =
      fmt::format("bench {}, {}; {}, begun {}", first.version, Headline(first),
                  Count(analysis.sessions.size(), "session"), first.started);
  if (const std::string words = NotReal(first); !words.empty()) {
    text += "; " + words;
  }
  return text + ".";
}

std::string ShellWord(std::string_view word) {
  constexpr std::string_view kSafe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      "@%+=:,./_-";
  if (!word.empty() && word.find_first_not_of(kSafe) == word.npos) {
    return std::string(word);
  }
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace bench
