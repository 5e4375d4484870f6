#include "model/json_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/json_optional.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

// In the order of Invalid.
constexpr std::array<const char*, 4> kInvalidKinds = {"", "failed", "end-state",
                                                      "disturbed"};

// In the order of KeptBy.
constexpr std::array<const char*, 8> kKeptBy = {
    "",     "policy", "other-policy", "not-owned",
    "hook", "claim",  "owner",        "mark"};

// What figures are made of must make sense: a file may be damaged, or another
// program's.
template <typename... T>
void Require(bool holds, fmt::format_string<T...> complaint, T&&... args) {
  if (holds) return;
  throw std::domain_error(fmt::format(complaint, std::forward<T>(args)...));
}

// The clock tells nanoseconds, and no run of days is waited for. Within these
// every figure that is made of times is finite.
constexpr double kShortest = 1e-9;
constexpr double kLongest = 30.0 * 24 * 3600;

void RequireTime(const PlannedTrial& planned, const char* clock,
                 double seconds) {
  Require(seconds >= kShortest && seconds <= kLongest,
          "block {}, {}: {} of a valid trial is {:g}, expected seconds, from a "
          "nanosecond to 30 days",
          planned.block, planned.strategy.Label(), clock, seconds);
}

// A valid trial was timed; that it settled need not have been seen.
void RequireTimes(const TrialResult& trial) {
  if (!trial.valid()) return;
  Require(trial.times.has_value(),
          "block {}, {}: a valid trial has a returned_s, this one has none",
          trial.planned.block, trial.planned.strategy.Label());
  RequireTime(trial.planned, "returned_s", trial.times->returned_s);
  if (const auto settled = trial.times->settled_s) {
    RequireTime(trial.planned, "settled_s", *settled);
  }
}

// In a trial, workers stand beside it.
const std::string& NameOf(const StrategySpec& strategy) {
  return strategy.variant.empty() ? strategy.name : strategy.variant;
}

// Schema 1 told only the failed from the others.
Invalid ReadInvalid(const Json& json) {
  const std::string kind =
      json.value("invalid_kind", json.at("valid").get<bool>() ? "" : "failed");
  const auto* const found = std::ranges::find(kInvalidKinds, kind);
  if (found == kInvalidKinds.end()) {
    throw std::domain_error("unknown invalid_kind \"" + kind + "\"");
  }
  return static_cast<Invalid>(found - kInvalidKinds.begin());
}

Json WriteStrategy(const StrategySpec& strategy) {
  Json json = {{"name", strategy.name},
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
  if (!strategy.uninstaller.empty()) {
    json["uninstaller"] = strategy.uninstaller;
  }
  return json;
}

Json WriteKept(const Kept& kept) {
  Json json = {{"object", kept.object}, {"by", Name(kept.by)}};
  if (!kept.policy.empty()) json["policy"] = kept.policy;
  return json;
}

// Before schema 4 there was only the object.
Kept KeptFrom(const Json& json) {
  if (json.is_string()) return {.object = json};
  const std::string by = json.at("by");
  const auto* const found = std::ranges::find(kKeptBy, by);
  if (found == kKeptBy.end()) {
    throw std::domain_error("unknown reason to keep \"" + by + "\"");
  }
  return {.object = json.at("object"),
          .by = static_cast<KeptBy>(found - kKeptBy.begin()),
          .policy = json.value("policy", "")};
}

// Schema 1 had no variants, schema 2 no kinds.
StrategySpec StrategyFrom(const Json& json) {
  StrategySpec strategy;
  json.at("name").get_to(strategy.name);
  json.at("workers").get_to(strategy.workers);
  strategy.variant = json.value("variant", "");
  strategy.helm = json.value("helm", "");
  strategy.env = Texts(json, "env");
  strategy.bench = json.value("bench", "");
  strategy.uninstaller = json.value("uninstaller", "");
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
  Json json = {{"name", scenario.name},
               {"description", scenario.description},
               {"charts", std::move(charts)},
               {"namespaces",
                {{"count", scenario.namespace_count},
                 {"prefix", scenario.namespace_prefix}}},
               {"release_name", scenario.release_name},
               {"real_pods", scenario.real_pods},
               {"strategies", std::move(strategies)},
               {"workers", scenario.workers},
               {"blocks", scenario.blocks},
               {"timeouts",
                {{"install_s", timeouts.install_s},
                 {"ready_s", timeouts.ready_s},
                 {"uninstall_s", timeouts.uninstall_s},
                 {"quiet_s", timeouts.quiet_s},
                 {"settle_s", timeouts.settle_s},
                 {"reset_s", timeouts.reset_s}}}};
  if (!scenario.file.empty()) json["file"] = scenario.file;
  if (!scenario.digest.empty()) json["digest"] = scenario.digest;
  return json;
}

Scenario ReadScenario(const Json& json) {
  Scenario scenario;
  json.at("name").get_to(scenario.name);
  json.at("description").get_to(scenario.description);
  scenario.file = json.value("file", "");
  scenario.digest = json.value("digest", "");
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
  scenario.real_pods = json.value("real_pods", false);
  for (const Json& entry : json.at("strategies")) {
    scenario.strategies.push_back(StrategyFrom(entry));
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
  scenario.timeouts.ready_s =
      timeouts.value("ready_s", scenario.timeouts.ready_s);
  timeouts.at("uninstall_s").get_to(scenario.timeouts.uninstall_s);
  timeouts.at("quiet_s").get_to(scenario.timeouts.quiet_s);
  timeouts.at("settle_s").get_to(scenario.timeouts.settle_s);
  timeouts.at("reset_s").get_to(scenario.timeouts.reset_s);
  return scenario;
}

const char* Name(KeptBy by) { return kKeptBy[static_cast<std::size_t>(by)]; }

const char* Name(Invalid invalid) {
  return kInvalidKinds[static_cast<std::size_t>(invalid)];
}

Json WritePlanned(const PlannedTrial& planned) {
  return {{"block", planned.block},
          {"position", planned.position},
          {"strategy", NameOf(planned.strategy)},
          {"workers", planned.strategy.workers}};
}

Json WriteRelease(const ReleaseResult& release) {
  Json json = {{"namespace", release.release.ns},
               {"name", release.release.name},
               {"start_s", OrNull(release.start_s)},
               {"spawned_s", OrNull(release.spawned_s)},
               {"end_s", OrNull(release.end_s)},
               {"exit_code", OrNull(release.exit_code)},
               {"user_s", OrNull(release.user_s)},
               {"system_s", OrNull(release.system_s)},
               {"max_rss_bytes", OrNull(release.max_rss_bytes)},
               {"throttled_s", OrNull(release.throttled_s)},
               {"gone", OrNull(release.gone)},
               {"error", release.error}};
  for (const ReleaseStep& step : release.steps) {
    json["steps"].push_back({{"name", step.name},
                             {"begin_s", step.begin_s},
                             {"end_s", step.end_s}});
  }
  return json;
}

Json WriteGoing(const Going& going) {
  return {{"namespace", going.release.ns},
          {"name", going.release.name},
          {"kind", going.kind},
          {"objects", going.objects},
          {"last", going.last},
          {"until_s", going.until_s}};
}

Json WriteTrial(const TrialResult& trial) {
  Json json = WritePlanned(trial.planned);
  json["replaces"] = trial.replaces;
  json["valid"] = trial.valid();
  json["invalid_kind"] = Name(trial.invalid);
  json["invalid_reason"] = trial.invalid_reason;
  if (!trial.whole_reason.empty()) json["whole_reason"] = trial.whole_reason;
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
  json["machine_stolen"] = OrNull(trial.machine_stolen);
  json["busy_before"] = OrNull(trial.busy_before);
  json["server_s"] = OrNull(trial.server_s);
  const Surroundings& around = trial.surroundings;
  json["surroundings_s"] = {{"install", around.install_s},
                            {"ready", around.ready_s},
                            {"quiet", around.quiet_s},
                            {"settle", around.settle_s},
                            {"reset", around.reset_s}};
  json["leftovers"] = trial.leftovers;
  json["kept"] = Json::array();
  for (const Kept& kept : trial.kept) json["kept"].push_back(WriteKept(kept));
  json["going"] = Json::array();
  for (const Going& going : trial.going) {
    json["going"].push_back(WriteGoing(going));
  }
  json["missing"] = trial.end_state.missing;
  json["changed"] = trial.end_state.changed;
  json["releases"] = Json::array();
  for (const ReleaseResult& release : trial.releases) {
    json["releases"].push_back(WriteRelease(release));
  }
  return json;
}

PlannedTrial ReadPlanned(const Json& json, const Scenario& scenario) {
  const auto name = json.at("strategy").get<std::string>();
  const auto workers = json.at("workers").get<int>();
  for (const StrategySpec& strategy : scenario.strategies) {
    if (NameOf(strategy) != name || strategy.workers != workers) continue;
    const PlannedTrial planned = {json.at("block").get<int>(),
                                  json.at("position").get<int>(), strategy};
    Require(planned.block >= kWarmUpBlock, "there is no block {}",
            planned.block);
    Require(
        planned.position >= 1 &&
            std::cmp_less_equal(planned.position, scenario.strategies.size()),
        "there is no position {} in a block of {} strategies", planned.position,
        scenario.strategies.size());
    return planned;
  }
  throw std::domain_error(
      fmt::format("strategy \"{}\" with {} workers is none of the scenario's",
                  name, workers));
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
  release.throttled_s = Maybe<double>(json, "throttled_s");
  release.gone = Maybe<bool>(json, "gone");
  for (const Json& step : json.value("steps", Json::array())) {
    release.steps.push_back({.name = step.at("name"),
                             .begin_s = step.at("begin_s"),
                             .end_s = step.at("end_s")});
  }
  json.at("error").get_to(release.error);
  Require(
      !release.start_s || !release.end_s || *release.start_s <= *release.end_s,
      "release {}/{} ends before it starts", release.release.ns,
      release.release.name);
  return release;
}

Going ReadGoing(const Json& json) {
  return {.release = {json.at("namespace"), json.at("name")},
          .kind = json.at("kind"),
          .objects = json.at("objects"),
          .last = json.at("last"),
          .until_s = json.at("until_s")};
}

TrialResult ReadTrial(const Json& json, const Scenario& scenario) {
  TrialResult trial;
  trial.planned = ReadPlanned(json, scenario);
  trial.replaces = json.value("replaces", 0);
  trial.invalid = ReadInvalid(json);
  json.at("invalid_reason").get_to(trial.invalid_reason);
  trial.whole_reason = json.value("whole_reason", "");
  ShortenReason(trial);
  if (const auto returned = Maybe<double>(json, "returned_s")) {
    trial.times = StrategyTimes{*returned, Maybe<double>(json, "list_s"),
                                Maybe<double>(json, "uninstall_s"),
                                Maybe<double>(json, "pool_s"),
                                Maybe<double>(json, "settled_s")};
  }
  RequireTimes(trial);
  json.at("harness_cpu_s").at("self").get_to(trial.harness_cpu.self_s);
  json.at("harness_cpu_s").at("workers").get_to(trial.harness_cpu.workers_s);
  trial.machine_busy = Maybe<double>(json, "machine_busy");
  trial.machine_stolen = Maybe<double>(json, "machine_stolen");
  trial.busy_before = Maybe<double>(json, "busy_before");
  trial.server_s = Maybe<double>(json, "server_s");
  const Json& around = json.at("surroundings_s");
  around.at("install").get_to(trial.surroundings.install_s);
  trial.surroundings.ready_s = around.value("ready", 0.0);
  around.at("quiet").get_to(trial.surroundings.quiet_s);
  around.at("settle").get_to(trial.surroundings.settle_s);
  around.at("reset").get_to(trial.surroundings.reset_s);
  json.at("leftovers").get_to(trial.leftovers);
  for (const Json& entry : json.at("kept")) {
    trial.kept.push_back(KeptFrom(entry));
  }
  const Json none = Json::array();
  for (const Json& entry : json.value("going", none)) {
    trial.going.push_back(ReadGoing(entry));
  }
  json.value("missing", none).get_to(trial.end_state.missing);
  json.value("changed", none).get_to(trial.end_state.changed);
  for (const Json& entry : json.at("releases")) {
    trial.releases.push_back(ReadRelease(entry));
  }
  return trial;
}

}  // namespace bench
