#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/words.h"
#include "export/export_data.h"
#include "export/formats.h"
#include "model/json_optional.h"
#include "util/short_reason.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

// x_bench's; raised when a key there changes its meaning.
constexpr int kSchema = 2;

// The mean of the values that are known; null when none is.
Json MeanOfKnown(const Json& values) {
  double sum = 0;
  int known = 0;
  for (const Json& value : values) {
    if (value.is_null()) continue;
    sum += value.get<double>();
    ++known;
  }
  return known > 0 ? Json(sum / known) : Json(nullptr);
}

// hyperfine's readers demand a number.
Json OrZero(const Json& value) { return value.is_null() ? Json(0.0) : value; }

Json InvalidTrials(const Analysis& analysis, const StrategySpec& strategy) {
  Json trials = Json::array();
  for (std::size_t i = 0; i < analysis.results.size(); ++i) {
    for (const TrialResult& trial : analysis.results[i].trials) {
      if (trial.valid() || trial.planned.strategy != strategy) continue;
      trials.push_back({{"result", i},
                        {"block", trial.planned.block},
                        {"kind", Name(trial.invalid)},
                        {"reason", trial.invalid_reason}});
    }
  }
  return trials;
}

// One array a column, trial by trial.
using Columns = std::map<std::string, Json>;

Columns MakeColumns(const Analysis& analysis, const StrategySpec& strategy) {
  Columns columns;
  for (std::size_t i = 0; i < analysis.results.size(); ++i) {
    for (const TrialResult* trial :
         CountingTrials(analysis.results[i], strategy)) {
      const TrialCosts costs = SumCosts(*trial);
      columns["times"].push_back(trial->times->returned_s);
      columns["settled"].push_back(OrNull(trial->times->settled_s));
      columns["user"].push_back(OrNull(costs.user_s));
      columns["system"].push_back(OrNull(costs.system_s));
      columns["memory"].push_back(OrNull(costs.max_rss_bytes));
      columns["exit_codes"].push_back(0);  // else it would not count
      columns["results"].push_back(i);
      columns["blocks"].push_back(trial->planned.block);
      columns["positions"].push_back(trial->planned.position);
      columns["spawn"].push_back(OrNull(costs.spawn_s));
      columns["client_cpu"].push_back(OrNull(costs.client_cpu_s()));
      columns["throttle"].push_back(OrNull(costs.throttled_s));
      columns["server"].push_back(OrNull(trial->server_s));
    }
  }
  return columns;
}

Json WriteStrategy(const Analysis& analysis, const StrategySummary& summary,
                   Columns columns) {
  const Summary& times = *summary.returned_s;
  Json json = {{"command", summary.strategy.Label()},
               {"mean", times.mean},
               {"stddev", OrNull(times.stddev)},
               {"median", times.median},
               {"user", OrZero(MeanOfKnown(columns["user"]))},
               {"system", OrZero(MeanOfKnown(columns["system"]))},
               {"min", times.min},
               {"max", times.max},
               {"times", columns["times"]},
               {"memory_usage_byte", columns["memory"]},
               {"exit_codes", columns["exit_codes"]},
               // Exactly one, or plot_parametrized.py refuses the file.
               {"parameters",
                {{"namespaces",
                  std::to_string(analysis.first().scenario.namespace_count)}}},
               {"x_workers", summary.strategy.workers},
               {"x_user_times", columns["user"]},
               {"x_system_times", columns["system"]},
               {"x_result", columns["results"]},
               {"x_block", columns["blocks"]},
               {"x_position", columns["positions"]},
               {"x_settled", columns["settled"]},
               // Means of sums over the releases, which overlap each other:
               // they do not add up to the time, so there is no rest to name.
               {"x_attribution",
                {{"spawn", MeanOfKnown(columns["spawn"])},
                 {"client_cpu", MeanOfKnown(columns["client_cpu"])},
                 {"throttle", MeanOfKnown(columns["throttle"])},
                 {"server", MeanOfKnown(columns["server"])}}},
               {"x_invalid", InvalidTrials(analysis, summary.strategy)}};
  // A list of integers, or none.
  const Json& memory = columns["memory"];
  if (std::any_of(memory.begin(), memory.end(),
                  [](const Json& bytes) { return bytes.is_null(); })) {
    json.erase("memory_usage_byte");
  }
  return json;
}

Json WriteDesign(const Result& result) {
  Json order = Json::array();
  for (const PlannedTrial& trial : result.plan.trials) {
    order.push_back({{"block", trial.block},
                     {"position", trial.position},
                     {"strategy", trial.strategy.Label()}});
  }
  return {{"started", result.started},
          {"ended_early", ShortReason(result.ended_early)},
          {"session", result.cluster.uid},
          {"seed", result.plan.seed},
          {"warm_up", result.plan.warm_up},
          {"blocks", result.plan.blocks},
          {"max_blocks", result.plan.max_blocks},
          {"spare_blocks", result.plan.spare_blocks},
          {"order", std::move(order)}};
}

Json WriteComparison(const Comparison& comparison) {
  Json json = {{"of", comparison.of.Label()},
               {"to", comparison.to.Label()},
               {"planned", comparison.planned},
               {"ratio", OrNull(comparison.ratio())}};
  const auto interval = comparison.interval();
  json["low"] = interval ? Json(interval->low) : Json(nullptr);
  json["high"] = interval ? Json(interval->high) : Json(nullptr);
  json["level"] = interval ? Json(interval->level) : Json(nullptr);
  std::optional<double> p;
  if (comparison.sessions) {
    json["sessions"] = comparison.sessions->sessions;
    p = comparison.sessions->p;
  } else {
    json["pairs"] = comparison.paired ? comparison.paired->pairs : 0;
    if (comparison.paired) p = comparison.paired->p;
  }
  json["p"] = OrNull(p);
  json["holm_p"] = comparison.planned ? Json(comparison.holm_p) : nullptr;
  json["verdict"] = VerdictName(comparison.verdict);
  json["detectable"] = OrNull(comparison.detectable());
  return json;
}

Json WriteBench(const Analysis& analysis, std::span<const CheckResult> checks) {
  const Result& first = analysis.first();
  // The result file's own words for the environment.
  const Json header = Json::parse(JournalHeader(first));
  Json comparisons = Json::array();
  for (const Comparison& comparison : analysis.comparisons) {
    comparisons.push_back(WriteComparison(comparison));
  }
  Json thresholds = Json::array();
  for (const CheckResult& check : checks) {
    thresholds.push_back({{"name", check.name},
                          {"outcome", OutcomeName(check.outcome)},
                          {"detail", check.detail}});
  }
  Json json = {{"schema", kSchema},
               {"version", first.version},
               {"not_real", NotReal(first)},
               {"scenario", first.scenario.name},
               {"environment", header.at("environment")},
               {"cluster", header.at("cluster")},
               {"design", WriteDesign(first)},
               {"comparisons", std::move(comparisons)},
               {"thresholds", std::move(thresholds)},
               {"verdict", OverallVerdict(analysis, checks)}};
  for (std::size_t i = 1; i < analysis.results.size(); ++i) {
    json["further_designs"].push_back(WriteDesign(analysis.results[i]));
  }
  // A result without times is none for hyperfine's readers.
  json["without_times"] = Json::array();
  for (const StrategySummary& summary : analysis.strategies) {
    if (summary.returned_s) continue;
    json["without_times"].push_back(
        {{"command", summary.strategy.Label()},
         {"x_invalid", InvalidTrials(analysis, summary.strategy)}});
  }
  return json;
}

}  // namespace

std::string ExportHyperfine(const Analysis& analysis,
                            std::span<const CheckResult> checks) {
  Json results = Json::array();
  for (const StrategySummary& summary : analysis.strategies) {
    if (!summary.returned_s) continue;
    results.push_back(WriteStrategy(analysis, summary,
                                    MakeColumns(analysis, summary.strategy)));
  }
  return DumpJson({{"results", std::move(results)},
                   {"x_bench", WriteBench(analysis, checks)}});
}

}  // namespace bench
