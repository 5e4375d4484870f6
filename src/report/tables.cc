#include "report/tables.h"

#include <fmt/format.h>

#include <string>

#include "analysis/exploratory.h"
#include "analysis/words.h"
#include "util/format.h"

namespace bench {
namespace {

std::vector<std::string> TimesRow(const StrategySummary& summary) {
  std::vector<std::string> row = {summary.strategy.Label()};
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
  row.push_back(fmt::format("{} of {}", summary.failures(), summary.trials));
  return row;
}

// It is never 0, however small.
std::string PWords(double p) {
  return p < 0.0001 ? "< 0.0001" : fmt::format("{:.2g}", p);
}

std::string ComparedWords(const Comparison& comparison) {
  if (!comparison.planned) {
    return fmt::format("{} with {}", comparison.of.Label(),
                       comparison.to.Label());
  }
  return comparison.clock == TrialClock::kSettled
             ? comparison.of.Label() + ", settled"
             : comparison.of.Label();
}

std::vector<std::string> ComparisonRow(const Comparison& comparison,
                                       double same) {
  const auto ratio = comparison.ratio();
  const auto interval = comparison.interval();
  return {ComparedWords(comparison),
          ratio ? fmt::format("{:.2f}", *ratio) : "-",
          interval ? IntervalWords(*interval) : "-",
          Basis(comparison),
          interval && comparison.planned ? PWords(comparison.holm_p) : "-",
          comparison.planned ? VerdictWords(comparison.verdict, same)
                             : "(exploratory)"};
}

using Cells = std::vector<std::string>;

std::string NumberCell(const std::optional<double>& value) {
  return value ? fmt::format("{:.2f}", *value) : "-";
}

std::string PercentCell(const std::optional<double>& share) {
  return share ? fmt::format("{:.0f} %", *share * 100) : "-";
}

// Cells that could not hold anything are empty.
Cells SumsRow(const Explanation& explanation) {
  const TimeParts& sums = explanation.attribution.sums;
  return {explanation.strategy.Label() + ", all releases",
          "",
          "",
          TimeCell(sums.start_up),
          TimeCell(sums.client_cpu),
          TimeCell(sums.throttled),
          TimeCell(sums.rest),
          "",
          TimeCell(explanation.attribution.server_s)};
}

Cells PathRow(const CriticalPath& path) {
  return {"  its critical path",
          TimeCell(path.pool_s),
          TimeCell(path.list_s),
          TimeCell(path.parts.start_up),
          TimeCell(path.parts.client_cpu),
          TimeCell(path.parts.throttled),
          TimeCell(path.parts.rest),
          TimeCell(path.between_s),
          ""};
}

}  // namespace

TextTable StrategyTimesTable(const std::vector<StrategySummary>& strategies) {
  TextTable table = {.columns = {{"strategy", Alignment::kLeft},
                                 {"mean ± σ"},
                                 {"median"},
                                 {"min"},
                                 {"max"},
                                 {"settled"},
                                 {"failures"}}};
  for (const StrategySummary& summary : strategies) {
    table.rows.push_back(TimesRow(summary));
  }
  return table;
}

TextTable ComparedStrategiesTable(const Analysis& analysis) {
  TextTable table;
  if (analysis.comparisons.empty()) return table;
  table.columns = {{"compared with " + analysis.comparisons.front().to.Label(),
                    Alignment::kLeft},
                   {"ratio"},
                   {fmt::format("{:g} % interval", analysis.level * 100)},
                   {"from"},
                   {"p (Holm)"},
                   {"verdict", Alignment::kLeft}};
  const std::vector<Comparison> exploratory = ExploratoryComparisons(analysis);
  for (const auto* comparisons :
       {&analysis.comparisons, &analysis.settled, &exploratory}) {
    for (const Comparison& comparison : *comparisons) {
      table.rows.push_back(
          ComparisonRow(comparison, analysis.first().criteria.same));
    }
  }
  return table;
}

TextTable ChecksTable(std::span<const CheckResult> checks) {
  TextTable table = {.columns = {{"threshold", Alignment::kLeft},
                                 {"outcome", Alignment::kLeft},
                                 {"measured", Alignment::kLeft}}};
  for (const CheckResult& check : checks) {
    table.rows.push_back(
        {check.name, OutcomeName(check.outcome), check.detail});
  }
  return table;
}

TextTable WhereTimeWentTable(const std::vector<Explanation>& explanations) {
  TextTable table = {.columns = {{"where the time went", Alignment::kLeft},
                                 {"pool"},
                                 {"list"},
                                 {"start-up"},
                                 {"client CPU"},
                                 {"throttled"},
                                 {"rest"},
                                 {"between"},
                                 {"server"}}};
  for (const Explanation& explanation : explanations) {
    const auto& path = explanation.attribution.path;
    if (!path) continue;
    table.rows.push_back(SumsRow(explanation));
    table.rows.push_back(PathRow(*path));
  }
  return table;
}

TextTable UseOfWorkersTable(const std::vector<Explanation>& explanations) {
  TextTable table = {.columns = {{"use of workers", Alignment::kLeft},
                                 {"speedup"},
                                 {"efficiency"},
                                 {"serial part"},
                                 {"at once"},
                                 {"at most"},
                                 {"slowest release"},
                                 {"CPUs in use"}}};
  for (const Explanation& explanation : explanations) {
    const LimitFigures& figures = explanation.figures;
    const auto& concurrency = figures.concurrency;
    table.rows.push_back(
        {explanation.strategy.Label(), NumberCell(explanation.speedup),
         NumberCell(explanation.efficiency),
         NumberCell(explanation.serial_fraction),
         concurrency ? NumberCell(concurrency->mean) : "-",
         concurrency ? fmt::format("{}", concurrency->maximum) : "-",
         TimeCell(figures.slowest_release_s),
         PercentCell(figures.machine_busy)});
  }
  return table;
}

}  // namespace bench
