#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "analysis/counted_trials.h"
#include "analysis/words.h"
#include "export/export_data.h"
#include "export/formats.h"
#include "util/printable.h"

namespace bench {
namespace {

// One cell, ready to be written.
std::string Number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? fmt::format("{}", *value) : "";
}

// Not an overload: a double would sooner become an int than an optional.
std::string Integer(int value) { return fmt::format("{}", value); }

std::string Names(const std::vector<std::string>& names) {
  return CsvText(fmt::format("{}", fmt::join(names, "; ")));
}

// What a cell is made from.
struct Row {
  const Result& result;
  const TrialResult& trial;
  const TrialCosts costs;
  bool counts = false;
};

std::optional<double> Times(const Row& row,
                            std::optional<double> StrategyTimes::* part) {
  return row.trial.times ? *row.trial.times.*part : std::nullopt;
}

struct Column {
  const char* name;
  std::string (*cell)(const Row& row);
};

// The table is the format: one line a column.
constexpr Column kColumns[] = {
    {"scenario", [](const Row& r) { return CsvText(r.result.scenario.name); }},
    {"started", [](const Row& r) { return CsvText(r.result.started); }},
    {"session", [](const Row& r) { return CsvText(r.result.cluster.uid); }},
    {"not_real", [](const Row& r) { return CsvText(NotReal(r.result)); }},
    {"block", [](const Row& r) { return Integer(r.trial.planned.block); }},
    {"position",
     [](const Row& r) { return Integer(r.trial.planned.position); }},
    {"replaces", [](const Row& r) { return Integer(r.trial.replaces); }},
    {"strategy",
     [](const Row& r) { return CsvText(r.trial.planned.strategy.Label()); }},
    {"workers",
     [](const Row& r) { return Integer(r.trial.planned.strategy.workers); }},
    {"counts", [](const Row& r) { return std::string(r.counts ? "1" : "0"); }},
    {"valid",
     [](const Row& r) { return std::string(r.trial.valid() ? "1" : "0"); }},
    {"invalid", [](const Row& r) { return CsvText(Name(r.trial.invalid)); }},
    {"invalid_reason",
     [](const Row& r) { return CsvText(r.trial.invalid_reason); }},
    {"returned_s",
     [](const Row& r) {
       return r.trial.times ? Number(r.trial.times->returned_s) : "";
     }},
    {"list_s",
     [](const Row& r) { return Number(Times(r, &StrategyTimes::list_s)); }},
    {"uninstall_s",
     [](const Row& r) {
       return Number(Times(r, &StrategyTimes::uninstall_s));
     }},
    {"pool_s",
     [](const Row& r) { return Number(Times(r, &StrategyTimes::pool_s)); }},
    {"settled_s",
     [](const Row& r) { return Number(Times(r, &StrategyTimes::settled_s)); }},
    {"spawn_s", [](const Row& r) { return Number(r.costs.spawn_s); }},
    {"helm_user_s", [](const Row& r) { return Number(r.costs.user_s); }},
    {"helm_system_s", [](const Row& r) { return Number(r.costs.system_s); }},
    {"helm_max_rss_bytes",
     [](const Row& r) {
       return r.costs.max_rss_bytes ? fmt::format("{}", *r.costs.max_rss_bytes)
                                    : "";
     }},
    {"throttled_s", [](const Row& r) { return Number(r.costs.throttled_s); }},
    {"server_s", [](const Row& r) { return Number(r.trial.server_s); }},
    {"self_cpu_s",
     [](const Row& r) { return Number(r.trial.harness_cpu.self_s); }},
    {"workers_cpu_s",
     [](const Row& r) { return Number(r.trial.harness_cpu.workers_s); }},
    {"machine_busy", [](const Row& r) { return Number(r.trial.machine_busy); }},
    {"machine_stolen",
     [](const Row& r) { return Number(r.trial.machine_stolen); }},
    {"busy_before", [](const Row& r) { return Number(r.trial.busy_before); }},
    {"install_s",
     [](const Row& r) { return Number(r.trial.surroundings.install_s); }},
    {"quiet_s",
     [](const Row& r) { return Number(r.trial.surroundings.quiet_s); }},
    {"settle_s",
     [](const Row& r) { return Number(r.trial.surroundings.settle_s); }},
    {"reset_s",
     [](const Row& r) { return Number(r.trial.surroundings.reset_s); }},
    {"leftovers", [](const Row& r) { return Names(r.trial.leftovers); }},
    {"kept", [](const Row& r) { return Names(r.trial.kept); }},
    {"missing", [](const Row& r) { return Names(r.trial.end_state.missing); }},
    {"changed", [](const Row& r) { return Names(r.trial.end_state.changed); }},
};

constexpr std::string_view kLineEnd = "\r\n";

template <typename Cell>
std::string Line(Cell cell) {
  std::string line;
  for (const Column& column : kColumns) {
    if (&column != kColumns) line += ',';
    line += cell(column);
  }
  return line.append(kLineEnd);
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
  std::string text =
      Line([](const Column& column) { return std::string(column.name); });
  for (const Result& result : analysis.results) {
    const auto counting = CountingTrials(result);
    for (const TrialResult& trial : result.trials) {
      if (FindSummary(analysis, trial.planned.strategy) == nullptr) continue;
      const bool counts = std::ranges::find(counting, &trial) != counting.end();
      const Row row = {result, trial, SumCosts(trial), counts};
      text += Line([&](const Column& column) { return column.cell(row); });
    }
  }
  return text;
}

}  // namespace bench
