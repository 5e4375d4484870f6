#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "analysis/words.h"
#include "export/export_data.h"
#include "export/formats.h"
#include "util/format.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

// SCENARIO/STRATEGY, the name of a strategy's times in a history.
std::string HistoryName(const Analysis& analysis,
                        const StrategySpec& strategy) {
  return analysis.first().scenario.name + "/" + strategy.Label();
}

// Shown beside a point of the chart: `words`, then where it was measured.
std::string Extra(std::string words, const Analysis& analysis) {
  const Result& first = analysis.first();
  words += "\n" + WhatWasMeasured(first);
  if (const std::string not_real = NotReal(first); !not_real.empty()) {
    words += "\n" + not_real;
  }
  return words;
}

Json WriteMedian(const Analysis& analysis, const StrategySummary& summary) {
  const Summary& times = *summary.returned_s;
  Json entry = {{"name", HistoryName(analysis, summary.strategy)},
                {"unit", "ms"},
                {"value", InMilliseconds(times.median)}};
  if (times.stddev) {
    entry["range"] = fmt::format("± {:.1f}", InMilliseconds(*times.stddev));
  }
  entry["extra"] =
      Extra(fmt::format("median of n={}, mean {}, {} to {}",
                        CountingTrials(analysis, summary.strategy).size(),
                        FormatSeconds(times.mean), FormatSeconds(times.min),
                        FormatSeconds(times.max)),
            analysis);
  return entry;
}

Json WriteSpeedup(const Analysis& analysis, const Comparison& comparison) {
  Json entry = {
      {"name", fmt::format("{} / {}", HistoryName(analysis, comparison.to),
                           comparison.of.Label())},
      {"unit", "times"},
      {"value", 1 / *comparison.ratio()}};
  std::string words = "speedup from " + Basis(comparison);
  if (const auto interval = comparison.interval()) {
    const auto [low, high, level] = Inverse(*interval);
    // The chart knows only one width; the interval itself is in the words.
    entry["range"] = fmt::format("± {:.3f}", (high - low) / 2);
    words += fmt::format(", {:.3g} % interval {:.3f} – {:.3f}", level * 100,
                         low, high);
  }
  entry["extra"] = Extra(std::move(words), analysis);
  return entry;
}

Json WriteMetric(const Summary& seconds) {
  return {{"value", InNanoseconds(seconds.median)},
          {"lower_value", InNanoseconds(seconds.min)},
          {"upper_value", InNanoseconds(seconds.max)}};
}

}  // namespace

std::string ExportGithub(const Analysis& analysis,
                         std::span<const CheckResult>) {
  Json entries = Json::array();
  for (const StrategySummary& summary : analysis.strategies) {
    if (summary.returned_s) entries.push_back(WriteMedian(analysis, summary));
  }
  return DumpJson(entries);
}

std::string ExportGithubSpeedup(const Analysis& analysis,
                                std::span<const CheckResult>) {
  Json entries = Json::array();
  for (const Comparison& comparison : analysis.comparisons) {
    if (comparison.planned && comparison.ratio()) {
      entries.push_back(WriteSpeedup(analysis, comparison));
    }
  }
  return DumpJson(entries);
}

std::string ExportBmf(const Analysis& analysis, std::span<const CheckResult>) {
  const std::string not_real = NotReal(analysis.first());
  Json metrics = Json::object();
  for (const StrategySummary& summary : analysis.strategies) {
    if (!summary.returned_s) continue;
    std::string name = HistoryName(analysis, summary.strategy);
    if (!not_real.empty()) name += " (" + not_real + ")";
    metrics[name]["latency"] = WriteMetric(*summary.returned_s);
    if (summary.settled_s) {
      metrics[name]["settled"] = WriteMetric(*summary.settled_s);
    }
  }
  return DumpJson(metrics);
}

}  // namespace bench
