#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "analysis/words.h"
#include "export/formats.h"
#include "util/format.h"
#include "util/markdown.h"

namespace bench {
namespace {

// hyperfine's rule: of the first one's mean.
struct Unit {
  const char* name;
  double per_second;
  int digits;
};

constexpr Unit kSeconds = {"s", 1, 3};
constexpr Unit kMilliseconds = {"ms", 1e3, 1};

Unit ChooseUnit(const Analysis& analysis) {
  for (const StrategySummary& summary : analysis.strategies) {
    if (!summary.returned_s) continue;
    return summary.returned_s->mean < 1 ? kMilliseconds : kSeconds;
  }
  return kSeconds;
}

std::string Value(double seconds, const Unit& unit) {
  return fmt::format("{:.{}f}", seconds * unit.per_second, unit.digits);
}

// The fastest by its mean; a description, as in hyperfine, and no claim.
const Summary* FindFastest(const Analysis& analysis) {
  const Summary* fastest = nullptr;
  for (const StrategySummary& summary : analysis.strategies) {
    const auto& times = summary.returned_s;
    if (times && (fastest == nullptr || times->mean < fastest->mean)) {
      fastest = &*times;
    }
  }
  return fastest;
}

std::string Relative(const Summary& times, const Summary& fastest) {
  if (&times == &fastest) return "1.00";
  const double ratio = times.mean / fastest.mean;
  if (!times.stddev || !fastest.stddev) return fmt::format("{:.2f}", ratio);
  // Of a quotient of independent values, as hyperfine propagates it.
  const double deviation = ratio * std::hypot(*times.stddev / times.mean,
                                              *fastest.stddev / fastest.mean);
  return fmt::format("{:.2f} ± {:.2f}", ratio, deviation);
}

std::string TimesTable(const Analysis& analysis) {
  const Unit unit = ChooseUnit(analysis);
  std::string text = fmt::format(
      "| Command | Mean [{0}] | Min [{0}] | Max [{0}] | Relative |\n"
      "|:---|---:|---:|---:|---:|\n",
      unit.name);
  const Summary* const fastest = FindFastest(analysis);
  for (const StrategySummary& summary : analysis.strategies) {
    const std::string name = MarkdownCode(summary.strategy.Label());
    if (!summary.returned_s) {
      text += fmt::format("| {} | – | – | – | – |\n", name);
      continue;
    }
    const Summary& times = *summary.returned_s;
    std::string mean = Value(times.mean, unit);
    if (times.stddev) mean += " ± " + Value(*times.stddev, unit);
    text += fmt::format("| {} | {} | {} | {} | {} |\n", name, mean,
                        Value(times.min, unit), Value(times.max, unit),
                        Relative(times, *fastest));
  }
  return text;
}

std::string ComparisonsTable(const Analysis& analysis) {
  if (analysis.comparisons.empty()) return "";
  const StrategySpec& reference = analysis.comparisons.front().to;
  std::string text = fmt::format(
      "\n| Compared with {} | Ratio | {:g} % CI | From | p (Holm) | Verdict |\n"
      "|:---|---:|---:|---:|---:|:---|\n",
      MarkdownCode(reference.Label()), analysis.level * 100);
  for (const Comparison& comparison : analysis.comparisons) {
    std::string who = MarkdownCode(comparison.of.Label());
    if (comparison.to != reference) {
      who += " vs " + MarkdownCode(comparison.to.Label());
    }
    const auto ratio = comparison.ratio();
    const auto interval = comparison.interval();
    text += fmt::format(
        "| {} | {} | {} | {} | {} | {} |\n", who,
        ratio ? fmt::format("{:.2f}", *ratio) : "–",
        interval ? IntervalWords(*interval) : "–", Basis(comparison),
        interval ? fmt::format("{:.2g}", comparison.holm_p) : "–",
        VerdictWords(comparison.verdict, analysis.first().criteria.same));
  }
  return text;
}

std::string ThresholdTable(std::span<const CheckResult> checks) {
  if (checks.empty()) return "";
  std::string text =
      "\n| Threshold | Outcome | Found |\n"
      "|:---|:---|:---|\n";
  for (const CheckResult& check : checks) {
    text += fmt::format("| {} | {} | {} |\n", MarkdownCode(check.name),
                        OutcomeName(check.outcome), MarkdownText(check.detail));
  }
  return text;
}

// How many reasons are shown before the rest is only counted.
constexpr std::size_t kReasonsShown = 10;

std::string InvalidTrialsList(const Analysis& analysis) {
  std::string text;
  std::size_t invalid = 0;
  for (const Result& result : analysis.results) {
    for (const TrialResult& trial : result.trials) {
      if (trial.valid() || ++invalid > kReasonsShown) continue;
      text += fmt::format("* block {}, {}: {}\n", trial.planned.block,
                          MarkdownCode(trial.planned.strategy.Label()),
                          MarkdownText(trial.invalid_reason));
    }
  }
  if (invalid == 0) return "";
  if (invalid > kReasonsShown) {
    text += fmt::format("* and {} more\n", invalid - kReasonsShown);
  }
  return fmt::format("\nInvalid, and not in the tables: {}\n\n{}",
                     Count(invalid, "trial"), text);
}

std::string Circumstances(const Analysis& analysis) {
  std::string text;
  for (const Result& result : analysis.results) {
    const Environment& environment = result.environment;
    text += fmt::format("\n{}, {} on {}; {} and {} to warm up, seed {}.\n",
                        MarkdownText(result.started),
                        Count(environment.cpus, "CPU"),
                        MarkdownText(environment.cpu_model.empty()
                                         ? "a processor without a name"
                                         : environment.cpu_model),
                        Count(CountWholeBlocks(result), "block"),
                        result.plan.warm_up, result.plan.seed);
    if (const std::string words = EndedEarly(result); !words.empty()) {
      text += fmt::format("\n{}\n", MarkdownText(words));
    }
  }
  return text;
}

}  // namespace

std::string ExportMarkdown(const Analysis& analysis,
                           std::span<const CheckResult> checks) {
  const Result& first = analysis.first();
  std::string text;
  if (const std::string words = NotReal(first); !words.empty()) {
    text = fmt::format("**{}**\n\n", MarkdownText(words));
  }
  text += MarkdownText(WhatWasMeasured(first)) + "\n\n";
  if (!analysis.unlike.empty()) text += MarkdownText(analysis.unlike) + "\n\n";
  text += TimesTable(analysis) + ComparisonsTable(analysis) +
          ThresholdTable(checks) +
          "\nTimes until every uninstall has returned.\n" +
          Circumstances(analysis) + InvalidTrialsList(analysis);
  return text;
}

}  // namespace bench
