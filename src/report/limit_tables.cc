#include <fmt/format.h>

#include <algorithm>

#include "report/tables.h"
#include "util/format.h"

namespace bench {
namespace {

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

TextTable WhereTimeWentTable(const std::vector<Explanation>& explanations) {
  TextTable table = {{{"where the time went", Alignment::kLeft},
                      {"pool"},
                      {"list"},
                      {"start-up"},
                      {"client CPU"},
                      {"throttled"},
                      {"rest"},
                      {"between"},
                      {"server"}},
                     {}};
  for (const Explanation& explanation : explanations) {
    const auto& path = explanation.attribution.path;
    if (!path) continue;
    table.rows.push_back(SumsRow(explanation));
    table.rows.push_back(PathRow(*path));
  }
  return table;
}

TextTable UseOfWorkersTable(const std::vector<Explanation>& explanations) {
  TextTable table = {{{"use of workers", Alignment::kLeft},
                      {"speedup"},
                      {"efficiency"},
                      {"serial part"},
                      {"at once"},
                      {"at most"},
                      {"slowest release"},
                      {"CPUs in use"}},
                     {}};
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
