#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/counted_trials.h"
#include "analysis/words.h"
#include "export/export_data.h"
#include "export/formats.h"
#include "util/printable.h"
#include "util/short_reason.h"

namespace bench {
namespace {

// One cell, ready to be written.
std::string Number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? fmt::format("{}", *value) : "";
}

// Not an overload: a double would sooner become an int than an optional.
std::string Integer(int value) { return fmt::format("{}", value); }

std::string Names(const std::vector<std::string>& names) {
  constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
  return CsvText(fmt::format("{}", fmt::join(FirstOf(names, kAny), "; ")));
}

std::vector<std::string> Objects(const std::vector<Kept>& kept) {
  std::vector<std::string> objects;
  std::ranges::transform(kept, std::back_inserter(objects), &Kept::object);
  return objects;
}

// A column's name, and its cell in one row.
using Cell = std::pair<const char*, std::string>;

// One row for a trial, a header for one without anything. This is the format:
// one line a column.
std::vector<Cell> Cells(const Result& result, const TrialResult& trial,
                        bool counts) {
  const PlannedTrial& planned = trial.planned;
  const TrialCosts costs = SumCosts(trial);
  const StrategyTimes times = trial.times.value_or(StrategyTimes{});
  const Surroundings& around = trial.surroundings;
  return {
      {"scenario", CsvText(result.scenario.name)},
      {"started", CsvText(result.started)},
      {"session", CsvText(result.cluster.uid)},
      {"not_real", CsvText(NotReal(result))},
      {"block", Integer(planned.block)},
      {"position", Integer(planned.position)},
      {"replaces", Integer(trial.replaces)},
      {"strategy", CsvText(planned.strategy.Label())},
      {"workers", Integer(planned.strategy.workers)},
      {"counts", Integer(counts ? 1 : 0)},
      {"valid", Integer(trial.valid() ? 1 : 0)},
      {"invalid", CsvText(Name(trial.invalid))},
      {"invalid_reason", CsvText(trial.invalid_reason)},
      {"returned_s", trial.times ? Number(times.returned_s) : ""},
      {"list_s", Number(times.list_s)},
      {"uninstall_s", Number(times.uninstall_s)},
      {"pool_s", Number(times.pool_s)},
      {"settled_s", Number(times.settled_s)},
      {"spawn_s", Number(costs.spawn_s)},
      {"helm_user_s", Number(costs.user_s)},
      {"helm_system_s", Number(costs.system_s)},
      {"helm_max_rss_bytes",
       costs.max_rss_bytes ? fmt::format("{}", *costs.max_rss_bytes) : ""},
      {"throttled_s", Number(costs.throttled_s)},
      {"server_s", Number(trial.server_s)},
      {"self_cpu_s", Number(trial.harness_cpu.self_s)},
      {"workers_cpu_s", Number(trial.harness_cpu.workers_s)},
      {"machine_busy", Number(trial.machine_busy)},
      {"machine_stolen", Number(trial.machine_stolen)},
      {"busy_before", Number(trial.busy_before)},
      {"install_s", Number(around.install_s)},
      {"quiet_s", Number(around.quiet_s)},
      {"settle_s", Number(around.settle_s)},
      {"reset_s", Number(around.reset_s)},
      {"leftovers", Names(trial.leftovers)},
      {"kept", Names(Objects(trial.kept))},
      {"missing", Names(trial.end_state.missing)},
      {"changed", Names(trial.end_state.changed)},
  };
}

template <typename Text>
std::string Line(const std::vector<Cell>& cells, Text Cell::* which) {
  std::string line;
  for (const Cell& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    line += cell.*which;
  }
  return line + "\r\n";
}

}  // namespace

std::string CsvText(const std::string& text) {
  std::string cell = ValidUtf8(text);
  constexpr std::string_view kBeginsFormula = "=+-@\t\r";
  if (!cell.empty() && kBeginsFormula.find(cell[0]) != std::string::npos) {
    cell.insert(0, "'");
  }
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string ExportCsv(const Analysis& analysis, std::span<const CheckResult>) {
  std::string text = Line(Cells({}, {}, false), &Cell::first);
  for (const Result& result : analysis.results) {
    const auto counting = CountingTrials(result);
    for (const TrialResult& trial : result.trials) {
      if (FindSummary(analysis, trial.planned.strategy) == nullptr) continue;
      const bool counts = std::ranges::find(counting, &trial) != counting.end();
      text += Line(Cells(result, trial, counts), &Cell::second);
    }
  }
  return text;
}

}  // namespace bench
