#include "model/result.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/json_optional.h"
#include "model/json_parts.h"
#include "model/json_values.h"
#include "util/error.h"
#include "util/json_reason.h"
#include "util/read_file.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

// In the order of OnInconclusive.
constexpr std::array<const char*, 3> kOnInconclusive = {"pass", "warn", "fail"};

// A child's words may hold any bytes; a result is always valid UTF-8.
std::string Dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// --- Writing ---

Json Write(const HelmInfo& helm) {
  Json json = {{"path", helm.path},
               {"version", helm.version},
               {"stand_in", helm.stand_in}};
  if (helm.named) json["named"] = true;
  return json;
}

Json Write(const ClusterInfo& cluster) {
  Json json = {{"kind", cluster.kind},
               {"name", cluster.name},
               {"server_version", cluster.server_version},
               {"latency", cluster.latency},
               {"limits", cluster.limits},
               {"nodes", cluster.nodes},
               {"uid", cluster.uid},
               {"definitions", OrNull(cluster.definitions)},
               {"other_releases", OrNull(cluster.other_releases)}};
  if (!cluster.settings.empty()) json["settings"] = cluster.settings;
  if (!cluster.latency_file.empty()) {
    json["latency_file"] = cluster.latency_file;
  }
  return json;
}

Json Write(const Environment& environment) {
  Json helms = Json::object();
  for (const auto& [label, helm] : environment.variant_helms) {
    helms[label] = Write(helm);
  }
  Json json = {{"cpu_model", environment.cpu_model},
               {"cpus", environment.cpus},
               {"cpu_quota", OrNull(environment.cpu_quota)},
               {"governor", environment.governor},
               {"memory_bytes", environment.memory_bytes},
               {"kernel", environment.kernel},
               {"os", environment.os},
               {"load_average", environment.load_average},
               {"helm", Write(environment.helm)},
               {"variant_helms", std::move(helms)},
               {"variant_benches", environment.variant_benches},
               {"charts", environment.charts},
               {"programs", environment.programs},
               {"cold_cache", environment.cold_cache},
               {"build_type", environment.build_type},
               {"variables", environment.variables}};
  if (!environment.machine.empty()) json["machine"] = environment.machine;
  return json;
}

Json Write(const Criteria& criteria) {
  return {{"same", criteria.same},
          {"tolerance", criteria.tolerance},
          {"thresholds", criteria.thresholds},
          {"on_inconclusive", Name(criteria.on_inconclusive)}};
}

Json WriteHeader(const Result& result) {
  Json trials = Json::array();
  for (const PlannedTrial& planned : result.plan.trials) {
    trials.push_back(WritePlanned(planned));
  }
  return {{"schema", kResultSchema},
          {"version", result.version},
          {"started", result.started},
          {"ended_early", result.ended_early},
          {"cluster", Write(result.cluster)},
          {"environment", Write(result.environment)},
          {"scenario", WriteScenario(result.scenario)},
          {"plan",
           {{"seed", result.plan.seed},
            {"warm_up", result.plan.warm_up},
            {"blocks", result.plan.blocks},
            {"max_blocks", result.plan.max_blocks},
            {"spare_blocks", result.plan.spare_blocks},
            {"trials", std::move(trials)}}},
          {"criteria", Write(result.criteria)}};
}

// --- Reading ---

// Older results do not say whether it was named. One of another name than helm
// was, since it would not have been found on PATH.
HelmInfo ReadHelm(const Json& json) {
  HelmInfo helm = {json.at("path").get<std::string>(),
                   json.at("version").get<std::string>(),
                   json.at("stand_in").get<bool>()};
  const bool another = !helm.path.empty() &&
                       std::filesystem::path(helm.path).filename() != "helm";
  helm.named = json.value("named", another && !helm.stand_in);
  return helm;
}

ClusterInfo ReadCluster(const Json& json) {
  ClusterInfo cluster;
  json.at("kind").get_to(cluster.kind);
  json.at("name").get_to(cluster.name);
  json.at("server_version").get_to(cluster.server_version);
  json.at("latency").get_to(cluster.latency);
  json.at("nodes").get_to(cluster.nodes);
  cluster.latency_file = json.value("latency_file", "");
  // Before they could be chosen, they were off.
  cluster.limits = json.value("limits", cluster.kind == "kwok" ? "off" : "");
  cluster.settings = json.value("settings", decltype(cluster.settings){});
  cluster.uid = json.value("uid", "");
  cluster.definitions = Maybe<int>(json, "definitions");
  cluster.other_releases = Maybe<int>(json, "other_releases");
  return cluster;
}

Environment ReadEnvironment(const Json& json) {
  Environment environment;
  environment.machine = json.value("machine", "");
  json.at("cpu_model").get_to(environment.cpu_model);
  json.at("cpus").get_to(environment.cpus);
  json.at("memory_bytes").get_to(environment.memory_bytes);
  json.at("kernel").get_to(environment.kernel);
  json.at("os").get_to(environment.os);
  json.at("load_average").get_to(environment.load_average);
  environment.cpu_quota = Maybe<double>(json, "cpu_quota");
  environment.governor = json.value("governor", "");
  environment.helm = ReadHelm(json.at("helm"));
  if (const auto helms = json.find("variant_helms"); helms != json.end()) {
    for (const auto& [label, helm] : helms->items()) {
      environment.variant_helms[label] = ReadHelm(helm);
    }
  }
  environment.variant_benches = Texts(json, "variant_benches");
  environment.charts = Texts(json, "charts");
  environment.programs = Texts(json, "programs");
  // Before schema 3 there was only Python, and empty when it was not run.
  if (std::string python = json.value("python", ""); !python.empty()) {
    environment.programs["python3"] = std::move(python);
  }
  json.at("cold_cache").get_to(environment.cold_cache);
  json.at("build_type").get_to(environment.build_type);
  environment.variables = Texts(json, "variables");
  return environment;
}

Criteria ReadCriteria(const Json& json) {
  Criteria criteria;
  json.at("same").get_to(criteria.same);
  json.at("tolerance").get_to(criteria.tolerance);
  if (criteria.same < 0 || criteria.tolerance < 0) {
    throw std::domain_error("a tolerance is below 0");
  }
  json.at("thresholds").get_to(criteria.thresholds);
  const auto name = json.at("on_inconclusive").get<std::string>();
  const auto found = FindOnInconclusive(name);
  if (!found) {
    throw std::domain_error("unknown on_inconclusive \"" + name + "\"");
  }
  criteria.on_inconclusive = *found;
  return criteria;
}

Plan ReadPlan(const Json& json, const Scenario& scenario) {
  Plan plan;
  json.at("seed").get_to(plan.seed);
  json.at("blocks").get_to(plan.blocks);
  plan.warm_up = json.value("warm_up", 0);
  plan.max_blocks = json.value("max_blocks", plan.blocks);
  plan.spare_blocks = json.value("spare_blocks", 0);
  for (const Json& entry : json.at("trials")) {
    plan.trials.push_back(ReadPlanned(entry, scenario));
  }
  return plan;
}

Result ReadHeader(const Json& json) {
  Result result;
  json.at("version").get_to(result.version);
  json.at("started").get_to(result.started);
  json.at("ended_early").get_to(result.ended_early);
  result.cluster = ReadCluster(json.at("cluster"));
  result.environment = ReadEnvironment(json.at("environment"));
  result.scenario = ReadScenario(json.at("scenario"));
  result.plan = ReadPlan(json.at("plan"), result.scenario);
  if (const auto criteria = json.find("criteria"); criteria != json.end()) {
    result.criteria = ReadCriteria(*criteria);
  }
  return result;
}

bool IsReadable(const Json& schema) {
  return schema.is_number_integer() && schema >= kOldestResultSchema &&
         schema <= kResultSchema;
}

Result ReadResult(const Json& json, const std::filesystem::path& file) {
  if (!json.is_object() || !json.contains("schema")) {
    throw Error("{}: not a result of this program (no \"schema\")",
                file.string());
  }
  if (const Json& schema = json["schema"]; !IsReadable(schema)) {
    throw Error(
        "{}: schema {}, but this program reads schemas {} to {}: use the "
        "version that wrote it ({})",
        file.string(), schema.dump(), kOldestResultSchema, kResultSchema,
        json.value("version", "unknown"));
  }
  Result result = ReadHeader(json);
  if (const auto trials = json.find("trials"); trials != json.end()) {
    for (const Json& entry : *trials) {
      result.trials.push_back(ReadTrial(entry, result.scenario));
    }
  }
  return result;
}

// Trials are nearly all of a big result: each becomes a value as soon as it is
// there. Those that come before what they refer to, as no file of ours has
// them, wait in the JSON.
Result ParseWhole(std::string_view text, const std::filesystem::path& file) {
  std::optional<Scenario> scenario;
  std::vector<TrialResult> trials;
  const Json json =
      ParseInParts(text, "trials", [&](const Json& so_far, const Json& trial) {
        if (!scenario && so_far.contains("scenario") &&
            IsReadable(so_far.value("schema", Json()))) {
          scenario = ReadScenario(so_far["scenario"]);
        }
        if (scenario) trials.push_back(ReadTrial(trial, *scenario));
        return scenario.has_value();
      });
  Result result = ReadResult(json, file);
  trials.insert(trials.end(), std::make_move_iterator(result.trials.begin()),
                std::make_move_iterator(result.trials.end()));
  result.trials = std::move(trials);
  return result;
}

// One line of a journal. What a stranger made of it is told with its number,
// and what is left without it.
template <typename Read>
void ReadLine(std::string_view line, int number,
              const std::filesystem::path& file, Read read) {
  std::string reason;
  try {
    read(Json::parse(line));
    return;
  } catch (const Json::exception& error) {
    reason = JsonReasonInLine(error, number);
  } catch (const std::domain_error& error) {
    reason = fmt::format("line {}: {}", number, error.what());
  }
  throw Error("{}: not a readable journal: {}; {}", file.string(), reason,
              number == 1 ? "the first line says what was measured, and "
                            "without it the others mean nothing"
                          : "every other line is a trial of its own, and can "
                            "be read when this one is deleted");
}

// A journal: the header's line, then one trial a line. The last line counts
// only when its newline is there: without it the write was cut off.
Result ReadJournal(std::string_view text, const std::filesystem::path& file) {
  std::optional<Result> result;
  for (int number = 1;; ++number) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) break;
    ReadLine(text.substr(0, end), number, file, [&](const Json& json) {
      if (result) {
        result->trials.push_back(ReadTrial(json, result->scenario));
      } else {
        result = ReadResult(json, file);
        result->ended_early =
            "cut off: this is the journal of a run that did "
            "not end";
      }
    });
    text.remove_prefix(end + 1);
  }
  if (!result) {
    throw Error("{}: empty, or cut off before its first line ended",
                file.string());
  }
  return *std::move(result);
}

}  // namespace

std::string ProgramTitle(std::string_view program) {
  const std::size_t end = program.find_last_not_of("0123456789.") + 1;
  return std::string(end == 0 ? program : program.substr(0, end));
}

const char* Name(OnInconclusive what) {
  return kOnInconclusive[static_cast<std::size_t>(what)];
}

std::optional<OnInconclusive> FindOnInconclusive(std::string_view name) {
  const auto* const found = std::ranges::find(kOnInconclusive, name);
  if (found == kOnInconclusive.end()) return std::nullopt;
  return static_cast<OnInconclusive>(found - kOnInconclusive.begin());
}

std::string ToJson(const Result& result) {
  Json json = WriteHeader(result);
  json["trials"] = Json::array();
  for (const TrialResult& trial : result.trials) {
    json["trials"].push_back(WriteTrial(trial));
  }
  return Dump(json, 1) + "\n";
}

std::string JournalHeader(const Result& result) {
  return Dump(WriteHeader(result), -1) + "\n";
}

std::string JournalLine(const TrialResult& trial) {
  return Dump(WriteTrial(trial), -1) + "\n";
}

Result ParseResult(std::string_view text, const std::filesystem::path& file) {
  try {
    if (file.extension() == ".jsonl") return ReadJournal(text, file);
    return ParseWhole(text, file);
  } catch (const Json::exception& error) {
    throw Error("{}: not a readable result: {}", file.string(),
                JsonReason(error));
  } catch (const std::domain_error& error) {
    throw Error("{}: not a readable result: {}", file.string(), error.what());
  }
}

Result LoadResult(const std::filesystem::path& file) {
  const std::optional<std::string> text = ReadFile(file);
  if (!text) throw Error("{}: cannot be read", file.string());
  return ParseResult(*text, file);
}

}  // namespace bench
