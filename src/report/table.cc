#include "report/table.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "report/summary.h"
#include "util/format.h"

namespace bench {
namespace {

using Row = std::vector<std::string>;

std::string Bold(std::string_view text, Color color) {
  if (color == Color::kNo) return std::string(text);
  return fmt::format("\x1b[1m{}\x1b[0m", text);
}

Row MakeRow(const StrategySummary& summary) {
  Row row = {summary.strategy.Label()};
  if (const auto& times = summary.returned_s) {
    row.push_back(FormatSeconds(times->mean) +
                  (times->stddev ? " ± " + FormatSeconds(*times->stddev) : ""));
    for (const double value : {times->median, times->min, times->max}) {
      row.push_back(FormatSeconds(value));
    }
  } else {
    row.insert(row.end(), 4, "-");
  }
  row.push_back(summary.settled_s ? FormatSeconds(summary.settled_s->median)
                                  : "-");
  row.push_back(fmt::format("{} of {}", summary.failed, summary.trials));
  return row;
}

// In characters, as fmt counts them: continuation bytes of UTF-8 do not count.
std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

// Two passes: the widths, then the lines.
std::string Align(const std::vector<Row>& rows, Color color) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], Width(row[i]));
    }
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line = fmt::format("{:<{}}", row[0], widths[0]);
    for (std::size_t i = 1; i < row.size(); ++i) {
      line += fmt::format("  {:>{}}", row[i], widths[i]);
    }
    text += &row == rows.data() ? Bold(line, color) : line;
    text += '\n';
  }
  return text;
}

std::string Words(Verdict verdict, double same) {
  switch (verdict) {
    case Verdict::kFaster:
      return "faster";
    case Verdict::kSlower:
      return "slower";
    case Verdict::kSame:
      return fmt::format("same within ±{:g} %", same * 100);
    case Verdict::kInconclusive:
      return "inconclusive";
    case Verdict::kNoClaim:
      break;
  }
  return "no claim";
}

// Of what the interval is made.
std::string Basis(const Comparison& comparison) {
  if (comparison.sessions) {
    return Count(comparison.sessions->sessions, "session");
  }
  return Count(comparison.paired ? comparison.paired->pairs : 0, "block");
}

Row MakeRow(const Comparison& comparison, double same) {
  const auto ratio = comparison.ratio();
  const auto interval = comparison.interval();
  return {comparison.of.Label(),
          ratio ? fmt::format("{:.2f}", *ratio) : "-",
          interval
              ? fmt::format("{:.2f} – {:.2f}", interval->low, interval->high)
              : "-",
          Basis(comparison),
          interval ? fmt::format("{:.2g}", comparison.holm_p) : "-",
          Words(comparison.verdict, same)};
}

std::string ComparisonTable(const Analysis& analysis, Color color) {
  if (analysis.comparisons.empty()) return "";
  std::vector<Row> rows = {
      {"compared with " + analysis.comparisons.front().to.Label(), "ratio",
       fmt::format("{:g} % interval", analysis.level * 100), "from", "p (Holm)",
       "verdict"}};
  for (const Comparison& comparison : analysis.comparisons) {
    rows.push_back(MakeRow(comparison, analysis.first().criteria.same));
  }
  return "\n" + Align(rows, color);
}

const Comparison* FindPostsComparison(const Analysis& analysis) {
  const auto found =
      std::ranges::find_if(analysis.comparisons, [](const Comparison& one) {
        return one.of.name == "thread-pool" && one.of.variant.empty() &&
               one.to.name == "sequential";
      });
  return found == analysis.comparisons.end() ? nullptr : &*found;
}

// The post: 0.8 s one by one, 0.48 s with five threads.
constexpr double kPostBefore = 0.8;
constexpr double kPostAfter = 0.48;

std::string PostLine(const Analysis& analysis) {
  const Comparison* const comparison = FindPostsComparison(analysis);
  if (comparison == nullptr || !comparison->ratio()) return "";
  const double change = (*comparison->ratio() - 1) * 100;
  return fmt::format(
      "The post's claim: a pool of threads takes {:.0f} % less time ({} s "
      "instead of {} s). Here: {:.0f} % {} ({}).\n",
      (1 - kPostAfter / kPostBefore) * 100, kPostAfter, kPostBefore,
      std::abs(change), change <= 0 ? "less" : "more", Basis(*comparison));
}

// How many reasons are shown before the rest is only counted.
constexpr std::size_t kReasonsShown = 10;

std::string InvalidTrials(const Result& result) {
  std::string text;
  std::size_t invalid = 0;
  for (const TrialResult& trial : result.trials) {
    if (trial.valid() || ++invalid > kReasonsShown) continue;
    text += fmt::format("invalid: block {}, {}: {}\n", trial.planned.block,
                        trial.planned.strategy.Label(), trial.invalid_reason);
    if (!trial.leftovers.empty()) {
      text +=
          fmt::format("  left over: {}\n", fmt::join(trial.leftovers, ", "));
    }
  }
  if (invalid > kReasonsShown) {
    text += fmt::format("… and {} more invalid trials in the result file\n",
                        invalid - kReasonsShown);
  }
  return text;
}

}  // namespace

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

std::string Headline(const Result& result) {
  const Scenario& scenario = result.scenario;
  return fmt::format(
      "{}: {} in {}, on {} {} (Kubernetes {}), helm {}", scenario.name,
      Count(Releases(scenario).size(), "release"),
      Count(static_cast<std::size_t>(scenario.namespace_count), "namespace"),
      result.cluster.kind, result.cluster.name, result.cluster.server_version,
      result.environment.helm.version);
}

std::string FormatTable(const Analysis& analysis, Color color) {
  const Result& first = analysis.first();
  std::vector<Row> rows = {
      {"strategy", "mean ± σ", "median", "min", "max", "settled", "failures"}};
  for (const StrategySummary& summary : analysis.strategies) {
    rows.push_back(MakeRow(summary));
  }
  std::string text = NotReal(first);
  if (!text.empty()) text += "\n";
  text += Headline(first) + "\n\n" + Align(rows, color);
  text += ComparisonTable(analysis, color) + "\n";
  text +=
      "Times until every uninstall has returned; settled: median until nothing "
      "was left.\n";
  text += PostLine(analysis);
  for (const Result& result : analysis.results) {
    if (!result.ended_early.empty()) {
      text += fmt::format("Ended early: {}; {} of {} were run.\n",
                          result.ended_early, result.trials.size(),
                          Count(result.plan.trials.size(), "trial"));
    }
    text += InvalidTrials(result);
  }
  return text;
}

}  // namespace bench
