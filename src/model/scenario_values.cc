#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/json_optional.h"
#include "model/json_values.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

Json WriteStrategy(const StrategySpec& strategy) {
  return {{"name", strategy.name},
          {"workers", strategy.workers},
          {"variant", strategy.variant},
          {"helm", strategy.helm},
          {"env", strategy.env},
          {"bench", strategy.bench},
          {"slowdown", strategy.slowdown},
          {"kind",
           {{"executor", strategy.kind.executor},
            {"uninstaller", strategy.kind.uninstaller},
            {"claim", strategy.kind.claim}}}};
}

// Schema 1 had no variants, schema 2 no kinds.
StrategySpec ReadStrategy(const Json& json) {
  StrategySpec strategy;
  json.at("name").get_to(strategy.name);
  json.at("workers").get_to(strategy.workers);
  strategy.variant = json.value("variant", "");
  strategy.helm = json.value("helm", "");
  strategy.env = Texts(json, "env");
  strategy.bench = json.value("bench", "");
  strategy.slowdown = json.value("slowdown", 0.0);
  strategy.kind = KindBeforeSchema3(strategy.name);
  if (const auto kind = json.find("kind"); kind != json.end()) {
    kind->at("executor").get_to(strategy.kind.executor);
    kind->at("uninstaller").get_to(strategy.kind.uninstaller);
    kind->at("claim").get_to(strategy.kind.claim);
  }
  return strategy;
}

}  // namespace

Json WriteScenario(const Scenario& scenario) {
  Json charts = Json::array();
  for (const Chart& chart : scenario.charts) {
    charts.push_back({{"name", chart.name},
                      {"source", chart.source},
                      {"repository", chart.repository},
                      {"version", chart.version},
                      {"values", Json::parse(chart.values)},
                      {"set", chart.set},
                      {"install_flags", chart.install_flags}});
  }
  Json strategies = Json::array();
  for (const StrategySpec& strategy : scenario.strategies) {
    strategies.push_back(WriteStrategy(strategy));
  }
  const Timeouts& timeouts = scenario.timeouts;
  return {{"name", scenario.name},
          {"description", scenario.description},
          {"charts", std::move(charts)},
          {"namespaces",
           {{"count", scenario.namespace_count},
            {"prefix", scenario.namespace_prefix}}},
          {"release_name", scenario.release_name},
          {"strategies", std::move(strategies)},
          {"workers", scenario.workers},
          {"blocks", scenario.blocks},
          {"timeouts",
           {{"install_s", timeouts.install_s},
            {"uninstall_s", timeouts.uninstall_s},
            {"quiet_s", timeouts.quiet_s},
            {"settle_s", timeouts.settle_s},
            {"reset_s", timeouts.reset_s}}}};
}

Scenario ReadScenario(const Json& json) {
  Scenario scenario;
  json.at("name").get_to(scenario.name);
  json.at("description").get_to(scenario.description);
  for (const Json& entry : json.at("charts")) {
    Chart& chart = scenario.charts.emplace_back();
    entry.at("name").get_to(chart.name);
    entry.at("source").get_to(chart.source);
    entry.at("repository").get_to(chart.repository);
    entry.at("version").get_to(chart.version);
    chart.values = entry.at("values").dump();
    entry.at("set").get_to(chart.set);
    entry.at("install_flags").get_to(chart.install_flags);
  }
  json.at("namespaces").at("count").get_to(scenario.namespace_count);
  json.at("namespaces").at("prefix").get_to(scenario.namespace_prefix);
  json.at("release_name").get_to(scenario.release_name);
  for (const Json& entry : json.at("strategies")) {
    scenario.strategies.push_back(ReadStrategy(entry));
  }
  if (scenario.strategies.empty()) {
    throw std::domain_error("the scenario has no strategies");
  }
  if (scenario.namespace_count < 1 ||
      scenario.namespace_count > kMaxNamespaces) {
    throw std::domain_error("the scenario has " +
                            std::to_string(scenario.namespace_count) +
                            " namespaces");
  }
  json.at("workers").get_to(scenario.workers);
  json.at("blocks").get_to(scenario.blocks);
  const Json& timeouts = json.at("timeouts");
  timeouts.at("install_s").get_to(scenario.timeouts.install_s);
  timeouts.at("uninstall_s").get_to(scenario.timeouts.uninstall_s);
  timeouts.at("quiet_s").get_to(scenario.timeouts.quiet_s);
  timeouts.at("settle_s").get_to(scenario.timeouts.settle_s);
  timeouts.at("reset_s").get_to(scenario.timeouts.reset_s);
  return scenario;
}

}  // namespace bench
