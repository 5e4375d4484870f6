#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "analysis/words.h"
#include "report/tables.h"
#include "util/format.h"
#include "util/value_at.h"

namespace bench {
namespace {

struct EnvironmentRow {
  const char* name;
  std::string (*value)(const Result& result);  // empty: not known
};

std::string Cpus(const Result& result) {
  const Environment& environment = result.environment;
  std::string text = Count(
      static_cast<std::size_t>(std::max(environment.cpus, 0)), "processor");
  if (!environment.cpu_model.empty()) text += " of " + environment.cpu_model;
  if (environment.cpu_quota) {
    text += fmt::format(", of which {:g} may be used", *environment.cpu_quota);
  }
  return text;
}

std::string Memory(const Result& result) {
  const double bytes = static_cast<double>(result.environment.memory_bytes);
  return bytes > 0 ? fmt::format("{:.1f} GiB", bytes / (1 << 30)) : "";
}

std::string Helm(const Result& result) {
  std::string text = HelmWords(result.environment.helm);
  for (const auto& [label, helm] : result.environment.variant_helms) {
    text += fmt::format(", for {} {}", label, HelmWords(helm));
  }
  return text;
}

// This program, and the others of variants, which may be of one version.
std::string Bench(const Result& result) {
  std::string text = result.version;
  for (const StrategySpec& strategy : result.scenario.strategies) {
    const auto& versions = result.environment.variant_benches;
    const auto own = versions.find(strategy.Label());
    if (own == versions.end()) continue;
    text += fmt::format(", for {} {} ({})", own->first, own->second,
                        strategy.bench);
  }
  return text;
}

std::string Cluster(const Result& result) {
  const ClusterInfo& cluster = result.cluster;
  std::string text = fmt::format(
      "{} {}, Kubernetes {}, {}", cluster.kind, cluster.name,
      cluster.server_version,
      Count(static_cast<std::size_t>(std::max(cluster.nodes, 0)), "node"));
  if (cluster.simulated()) text += ", latency " + cluster.latency;
  if (!cluster.limits.empty()) text += ", limits " + cluster.limits;
  for (const auto& [name, value] : cluster.settings) {
    text += fmt::format(", {} {}", name, value);
  }
  return text;
}

std::string Variables(const Result& result) {
  std::vector<std::string> all;
  all.reserve(result.environment.variables.size());
  for (const auto& [name, value] : result.environment.variables) {
    all.push_back(fmt::format("{}={}", name, value));
  }
  return fmt::format("{}", fmt::join(all, ", "));
}

std::string Blocks(const Result& result) {
  const Plan& plan = result.plan;
  std::string text = fmt::format("{}", plan.blocks);
  if (plan.max_blocks > plan.blocks) {
    text += fmt::format(", at most {}", plan.max_blocks);
  }
  return text + (plan.warm_up > 0 ? ", after one to warm up" : "");
}

constexpr EnvironmentRow kEnvironmentRows[] = {
    {"begun", [](const Result& r) { return r.started; }},
    {"cluster", Cluster},
    {"helm", Helm},
};

constexpr EnvironmentRow kMachineRows[] = {
    {"processors", Cpus},
    {"memory", Memory},
    {"governor", [](const Result& r) { return r.environment.governor; }},
    {"kernel", [](const Result& r) { return r.environment.kernel; }},
    {"system", [](const Result& r) { return r.environment.os; }},
    {"variables", Variables},
    {"bench", Bench},
    {"blocks", Blocks},
    {"seed", [](const Result& r) { return fmt::format("{}", r.plan.seed); }},
};

// One row, unless nothing is known; where results differ it has both.
void AddRow(const Analysis& analysis, const std::string& name,
            const std::function<std::string(const Result&)>& value_of,
            TextTable& table) {
  std::vector<std::string> values;
  for (const Result& result : analysis.results) {
    std::string value = value_of(result);
    if (!value.empty() && std::ranges::find(values, value) == values.end()) {
      values.push_back(std::move(value));
    }
  }
  if (values.empty()) return;
  table.rows.push_back({name, fmt::format("{}", fmt::join(values, "; "))});
}

// The outside programs that strategies needed.
void AddPrograms(const Analysis& analysis, TextTable& table) {
  std::set<std::string> programs;
  for (const Result& result : analysis.results) {
    for (const auto& [name, version] : result.environment.programs) {
      programs.insert(name);
    }
  }
  for (const std::string& name : programs) {
    const auto version = [&](const Result& result) {
      return ValueAt(result.environment.programs, name);
    };
    AddRow(analysis, ProgramTitle(name), version, table);
  }
}

}  // namespace

TextTable EnvironmentTable(const Analysis& analysis) {
  TextTable table = {
      {{"environment", Alignment::kLeft}, {"", Alignment::kLeft}}, {}};
  for (const EnvironmentRow& row : kEnvironmentRows) {
    AddRow(analysis, row.name, row.value, table);
  }
  AddPrograms(analysis, table);
  for (const EnvironmentRow& row : kMachineRows) {
    AddRow(analysis, row.name, row.value, table);
  }
  return table;
}

}  // namespace bench
