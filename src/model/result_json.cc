#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "model/result.h"
#include "util/error.h"
#include "util/read_file.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

// A child's words may hold any bytes; a result is always valid UTF-8.
std::string Dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

template <typename T>
Json OrNull(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <typename T>
std::optional<T> Maybe(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return found->get<T>();
}

// --- Writing ---

Json Write(const Scenario& scenario) {
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
    strategies.push_back(
        {{"name", strategy.name}, {"workers", strategy.workers}});
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

Json Write(const PlannedTrial& planned) {
  return {{"block", planned.block},
          {"position", planned.position},
          {"strategy", planned.strategy.name},
          {"workers", planned.strategy.workers}};
}

Json Write(const Environment& environment) {
  return {{"cpu_model", environment.cpu_model},
          {"cpus", environment.cpus},
          {"memory_bytes", environment.memory_bytes},
          {"kernel", environment.kernel},
          {"os", environment.os},
          {"load_average", environment.load_average},
          {"helm",
           {{"path", environment.helm.path},
            {"version", environment.helm.version},
            {"stand_in", environment.helm.stand_in}}},
          {"python", environment.python},
          {"cold_cache", environment.cold_cache},
          {"build_type", environment.build_type},
          {"variables", environment.variables}};
}

Json Write(const ReleaseResult& release) {
  return {{"namespace", release.release.ns},
          {"name", release.release.name},
          {"start_s", OrNull(release.start_s)},
          {"spawned_s", OrNull(release.spawned_s)},
          {"end_s", OrNull(release.end_s)},
          {"exit_code", OrNull(release.exit_code)},
          {"user_s", OrNull(release.user_s)},
          {"system_s", OrNull(release.system_s)},
          {"max_rss_bytes", OrNull(release.max_rss_bytes)},
          {"gone", OrNull(release.gone)},
          {"error", release.error}};
}

Json Write(const TrialResult& trial) {
  Json json = Write(trial.planned);
  json["valid"] = trial.valid;
  json["invalid_reason"] = trial.invalid_reason;
  const auto time = [&](auto member) -> Json {
    if (!trial.times) return nullptr;
    return OrNull(std::optional((*trial.times).*member));
  };
  const auto maybe_time = [&](auto member) -> Json {
    return trial.times ? OrNull((*trial.times).*member) : Json(nullptr);
  };
  json["returned_s"] = time(&StrategyTimes::returned_s);
  json["list_s"] = maybe_time(&StrategyTimes::list_s);
  json["pool_s"] = maybe_time(&StrategyTimes::pool_s);
  json["uninstall_s"] = maybe_time(&StrategyTimes::uninstall_s);
  json["settled_s"] = maybe_time(&StrategyTimes::settled_s);
  json["harness_cpu_s"] = {{"self", trial.harness_cpu.self_s},
                           {"workers", trial.harness_cpu.workers_s}};
  json["machine_busy"] = OrNull(trial.machine_busy);
  const Surroundings& around = trial.surroundings;
  json["surroundings_s"] = {{"install", around.install_s},
                            {"quiet", around.quiet_s},
                            {"settle", around.settle_s},
                            {"reset", around.reset_s}};
  json["leftovers"] = trial.leftovers;
  json["kept"] = trial.kept;
  json["releases"] = Json::array();
  for (const ReleaseResult& release : trial.releases) {
    json["releases"].push_back(Write(release));
  }
  return json;
}

Json WriteHeader(const Result& result) {
  Json trials = Json::array();
  for (const PlannedTrial& planned : result.plan.trials) {
    trials.push_back(Write(planned));
  }
  return {{"schema", kResultSchema},
          {"version", result.version},
          {"started", result.started},
          {"ended_early", result.ended_early},
          {"cluster",
           {{"kind", result.cluster.kind},
            {"name", result.cluster.name},
            {"server_version", result.cluster.server_version},
            {"latency", result.cluster.latency},
            {"nodes", result.cluster.nodes}}},
          {"environment", Write(result.environment)},
          {"scenario", Write(result.scenario)},
          {"plan",
           {{"seed", result.plan.seed},
            {"blocks", result.plan.blocks},
            {"trials", std::move(trials)}}}};
}

// --- Reading ---

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
    scenario.strategies.push_back(
        {entry.at("name").get<std::string>(), entry.at("workers").get<int>()});
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

PlannedTrial ReadPlanned(const Json& json) {
  return {
      json.at("block").get<int>(),
      json.at("position").get<int>(),
      {json.at("strategy").get<std::string>(), json.at("workers").get<int>()}};
}

Environment ReadEnvironment(const Json& json) {
  Environment environment;
  json.at("cpu_model").get_to(environment.cpu_model);
  json.at("cpus").get_to(environment.cpus);
  json.at("memory_bytes").get_to(environment.memory_bytes);
  json.at("kernel").get_to(environment.kernel);
  json.at("os").get_to(environment.os);
  json.at("load_average").get_to(environment.load_average);
  json.at("helm").at("path").get_to(environment.helm.path);
  json.at("helm").at("version").get_to(environment.helm.version);
  json.at("helm").at("stand_in").get_to(environment.helm.stand_in);
  json.at("python").get_to(environment.python);
  json.at("cold_cache").get_to(environment.cold_cache);
  json.at("build_type").get_to(environment.build_type);
  for (const auto& [name, value] : json.at("variables").items()) {
    environment.variables[name] = value.get<std::string>();
  }
  return environment;
}

ReleaseResult ReadRelease(const Json& json) {
  ReleaseResult release;
  json.at("namespace").get_to(release.release.ns);
  json.at("name").get_to(release.release.name);
  release.start_s = Maybe<double>(json, "start_s");
  release.spawned_s = Maybe<double>(json, "spawned_s");
  release.end_s = Maybe<double>(json, "end_s");
  release.exit_code = Maybe<int>(json, "exit_code");
  release.user_s = Maybe<double>(json, "user_s");
  release.system_s = Maybe<double>(json, "system_s");
  release.max_rss_bytes = Maybe<std::int64_t>(json, "max_rss_bytes");
  release.gone = Maybe<bool>(json, "gone");
  json.at("error").get_to(release.error);
  return release;
}

TrialResult ReadTrial(const Json& json) {
  TrialResult trial;
  trial.planned = ReadPlanned(json);
  json.at("valid").get_to(trial.valid);
  json.at("invalid_reason").get_to(trial.invalid_reason);
  if (const auto returned = Maybe<double>(json, "returned_s")) {
    trial.times = StrategyTimes{*returned, Maybe<double>(json, "list_s"),
                                Maybe<double>(json, "uninstall_s"),
                                Maybe<double>(json, "pool_s"),
                                Maybe<double>(json, "settled_s")};
  }
  json.at("harness_cpu_s").at("self").get_to(trial.harness_cpu.self_s);
  json.at("harness_cpu_s").at("workers").get_to(trial.harness_cpu.workers_s);
  trial.machine_busy = Maybe<double>(json, "machine_busy");
  const Json& around = json.at("surroundings_s");
  around.at("install").get_to(trial.surroundings.install_s);
  around.at("quiet").get_to(trial.surroundings.quiet_s);
  around.at("settle").get_to(trial.surroundings.settle_s);
  around.at("reset").get_to(trial.surroundings.reset_s);
  json.at("leftovers").get_to(trial.leftovers);
  json.at("kept").get_to(trial.kept);
  for (const Json& entry : json.at("releases")) {
    trial.releases.push_back(ReadRelease(entry));
  }
  return trial;
}

Result ReadHeader(const Json& json) {
  Result result;
  json.at("version").get_to(result.version);
  json.at("started").get_to(result.started);
  json.at("ended_early").get_to(result.ended_early);
  const Json& cluster = json.at("cluster");
  cluster.at("kind").get_to(result.cluster.kind);
  cluster.at("name").get_to(result.cluster.name);
  cluster.at("server_version").get_to(result.cluster.server_version);
  cluster.at("latency").get_to(result.cluster.latency);
  cluster.at("nodes").get_to(result.cluster.nodes);
  result.environment = ReadEnvironment(json.at("environment"));
  result.scenario = ReadScenario(json.at("scenario"));
  json.at("plan").at("seed").get_to(result.plan.seed);
  json.at("plan").at("blocks").get_to(result.plan.blocks);
  for (const Json& entry : json.at("plan").at("trials")) {
    result.plan.trials.push_back(ReadPlanned(entry));
  }
  return result;
}

Result ReadResult(const Json& json, const std::filesystem::path& file) {
  if (!json.is_object() || !json.contains("schema")) {
    throw Error("{}: not a result of this program (no \"schema\")",
                file.string());
  }
  if (const Json& schema = json["schema"]; schema != kResultSchema) {
    throw Error(
        "{}: schema {}, but this program reads schema {}: use the version "
        "that wrote it ({})",
        file.string(), schema.dump(), kResultSchema,
        json.value("version", "unknown"));
  }
  Result result = ReadHeader(json);
  if (const auto trials = json.find("trials"); trials != json.end()) {
    for (const Json& entry : *trials) {
      result.trials.push_back(ReadTrial(entry));
    }
  }
  return result;
}

// A journal: the header's line, then one trial a line. The last line counts
// only when its newline is there: without it the write was cut off.
Result ReadJournal(std::string_view text, const std::filesystem::path& file) {
  std::optional<Result> result;
  while (true) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) break;
    const Json json = Json::parse(text.substr(0, end));
    if (!result) {
      result = ReadResult(json, file);
      result->ended_early =
          "cut off: this is the journal of a run that did "
          "not end";
    } else {
      result->trials.push_back(ReadTrial(json));
    }
    text.remove_prefix(end + 1);
  }
  if (!result) {
    throw Error("{}: empty, or cut off before its first line ended",
                file.string());
  }
  return *std::move(result);
}

}  // namespace

std::string ToJson(const Result& result) {
  Json json = WriteHeader(result);
  json["trials"] = Json::array();
  for (const TrialResult& trial : result.trials) {
    json["trials"].push_back(Write(trial));
  }
  return Dump(json, 1) + "\n";
}

std::string JournalHeader(const Result& result) {
  return Dump(WriteHeader(result), -1) + "\n";
}

std::string JournalLine(const TrialResult& trial) {
  return Dump(Write(trial), -1) + "\n";
}

Result ParseResult(std::string_view text, const std::filesystem::path& file) {
  try {
    if (file.extension() == ".jsonl") return ReadJournal(text, file);
    return ReadResult(Json::parse(text), file);
  } catch (const Json::exception& error) {
    throw Error("{}: not a readable result: {}", file.string(), error.what());
  }
}

Result LoadResult(const std::filesystem::path& file) {
  const std::optional<std::string> text = ReadFile(file);
  if (!text) throw Error("{}: cannot be read", file.string());
  return ParseResult(*text, file);
}

}  // namespace bench
