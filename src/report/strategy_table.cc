#include "report/strategy_table.h"

#include <fmt/format.h>

#include <string>

#include "util/format.h"

namespace bench {
namespace {

std::vector<std::string> MakeRow(const StrategySummary& summary) {
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

}  // namespace

TextTable StrategyTable(const std::vector<StrategySummary>& strategies) {
  TextTable table = {{{"strategy", Alignment::kLeft},
                      {"mean ± σ"},
                      {"median"},
                      {"min"},
                      {"max"},
                      {"settled"},
                      {"failures"}},
                     {}};
  for (const StrategySummary& summary : strategies) {
    table.rows.push_back(MakeRow(summary));
  }
  return table;
}

}  // namespace bench
