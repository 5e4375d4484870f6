#include <fmt/format.h>

#include <algorithm>

#include "report/limit_sentences.h"
#include "util/format.h"

namespace bench {
namespace {

using Row = std::vector<std::string>;

std::string Time(const std::optional<double>& seconds) {
  return seconds ? FormatSeconds(*seconds) : "-";
}

std::string Number(const std::optional<double>& value) {
  return value ? fmt::format("{:.2f}", *value) : "-";
}

std::string Percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.0f} %", *share * 100) : "-";
}

// Cells that could not hold anything are empty.
Row SumsRow(const Explanation& explanation) {
  const TimeParts& sums = explanation.attribution.sums;
  return {explanation.strategy.Label() + ", all releases",
          "",
          "",
          Time(sums.start_up),
          Time(sums.client_cpu),
          Time(sums.throttled),
          Time(sums.rest),
          "",
          Time(explanation.attribution.server_s)};
}

Row PathRow(const CriticalPath& path) {
  return {"  its critical path",
          Time(path.pool_s),
          Time(path.list_s),
          Time(path.parts.start_up),
          Time(path.parts.client_cpu),
          Time(path.parts.throttled),
          Time(path.parts.rest),
          Time(path.between_s),
          ""};
}

}  // namespace

TextTable TimeTable(const std::vector<Explanation>& explanations) {
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

TextTable WorkersTable(const std::vector<Explanation>& explanations) {
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
        {explanation.strategy.Label(), Number(explanation.speedup),
         Number(explanation.efficiency), Number(explanation.serial_fraction),
         concurrency ? Number(concurrency->mean) : "-",
         concurrency ? fmt::format("{}", concurrency->maximum) : "-",
         Time(figures.slowest_release_s), Percent(figures.machine_busy)});
  }
  return table;
}

}  // namespace bench
