#include "helm/record/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "helm/record/gzip.h"
#include "kubernetes/base64.h"
#include "util/format.h"
#include "util/text_at.h"

namespace bench {
namespace {

using nlohmann::json;
using Labels = std::map<std::string, std::string>;

std::vector<std::string> Texts(const json& object, const char* key) {
  std::vector<std::string> texts;
  const auto found = object.find(key);
  if (found == object.end()) return texts;
  for (const json& text : *found) {
    if (text.is_string()) texts.push_back(text);
  }
  return texts;
}

Hook ReadHook(const json& hook, std::size_t index) {
  const auto weight = hook.find("weight");
  const bool weighs = weight != hook.end() && weight->is_number_integer();
  return {.index = index,
          .name = TextAt(hook, "/name"),
          .kind = TextAt(hook, "/kind"),
          .path = TextAt(hook, "/path"),
          .manifest = TextAt(hook, "/manifest"),
          .events = Texts(hook, "events"),
          .delete_policies = Texts(hook, "delete_policies"),
          .output_log_policies = Texts(hook, "output_log_policies"),
          .weight = weighs ? weight->get<int>() : 0};
}

/// What helm relies on: a name, a status, a number.
bool IsRelease(const json& release) {
  return release.is_object() && !TextAt(release, "/name").empty() &&
         !TextAt(release, "/info/status").empty() &&
         release.value("version", json()).is_number_integer();
}

std::string StoredText(const json& object) {
  return object.value("data", json::object()).value("release", "");
}

Labels LabelsOf(const json& object) {
  return object.value("metadata", json::object()).value("labels", Labels());
}

std::string UnixTime() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

/// What helm keeps a record in, without the record.
json StoredIn(const char* kind, const Record& record, const char* time_label) {
  Labels labels = record.labels();
  labels.emplace(time_label, UnixTime());
  labels["name"] = record.name();
  labels["owner"] = "helm";
  labels["status"] = record.status();
  labels["version"] = std::to_string(record.revision());
  return {{"apiVersion", "v1"},
          {"kind", kind},
          {"metadata", {{"name", record.Key()}, {"labels", labels}}}};
}

}  // namespace

bool Hook::Has(std::string_view event) const {
  return std::ranges::find(events, event) != events.end();
}

bool Hook::IsDeletedBy(std::string_view policy) const {
  if (kind == "CustomResourceDefinition") return false;
  if (delete_policies.empty()) return policy == kBeforeHookCreation;
  return std::ranges::find(delete_policies, policy) != delete_policies.end();
}

Record::Record(json release, std::map<std::string, std::string> labels)
    : release_(std::make_unique<json>(std::move(release))),
      labels_(std::move(labels)) {}
Record::~Record() = default;
Record::Record(Record&& other) noexcept = default;
Record& Record::operator=(Record&& other) noexcept = default;

std::optional<Record> Record::Decode(
    std::string_view bytes, std::map<std::string, std::string> labels) {
  std::optional<std::string> text = DecodeBase64(bytes);
  // Releases of old were stored without compression.
  if (text && text->starts_with("\x1f\x8b\x08")) text = Gunzip(*text);
  if (!text) return std::nullopt;
  json release = json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!IsRelease(release)) return std::nullopt;
  return Record(std::move(release), std::move(labels));
}

std::string Record::Encode() const {
  return EncodeBase64(Gzip(release_->dump()));
}

std::string Record::name() const { return release_->at("name"); }

std::string Record::ns() const { return TextAt(*release_, "/namespace"); }

int Record::revision() const { return release_->at("version"); }

std::string Record::status() const { return release_->at("info").at("status"); }

std::string Record::manifest() const { return TextAt(*release_, "/manifest"); }

std::string Record::chart() const {
  const json::json_pointer metadata("/chart/metadata");
  if (!release_->contains(metadata)) return "MISSING";
  return fmt::format("{}-{}", TextAt(*release_, "/chart/metadata/name"),
                     TextAt(*release_, "/chart/metadata/version"));
}

std::string Record::app_version() const {
  const json::json_pointer metadata("/chart/metadata");
  if (!release_->contains(metadata)) return "MISSING";
  return TextAt(*release_, "/chart/metadata/appVersion");
}

std::string Record::last_deployed() const {
  return TextAt(*release_, "/info/last_deployed");
}

bool Record::sequenced() const {
  const json sequenced = release_->value("sequenced", json());
  return sequenced.is_boolean() && sequenced.get<bool>();
}

std::vector<Hook> Record::hooks() const {
  std::vector<Hook> hooks;
  const auto found = release_->find("hooks");
  if (found == release_->end()) return hooks;
  for (std::size_t i = 0; i < found->size(); ++i) {
    const json& hook = (*found)[i];
    if (hook.is_object()) hooks.push_back(ReadHook(hook, i));
  }
  return hooks;
}

std::vector<Hook> Record::HooksAt(std::string_view event) const {
  std::vector<Hook> all = hooks();
  std::erase_if(all, [event](const Hook& hook) { return !hook.Has(event); });
  std::ranges::sort(all, {}, [](const Hook& hook) {
    return std::tie(hook.weight, hook.name, hook.index);
  });
  return all;
}

std::string Record::Key() const {
  return fmt::format("sh.helm.release.v1.{}.v{}", name(), revision());
}

void Record::SetStatus(std::string_view status) {
  (*release_)["info"]["status"] = status;
}

void Record::SetStatus(std::string_view status, std::string_view description) {
  SetStatus(status);
  (*release_)["info"]["description"] = description;
}

void Record::SetHookBegun(std::size_t index) {
  (*release_)["hooks"].at(index)["last_run"] = {{"started_at", TimestampNow()},
                                                {"completed_at", ""},
                                                {"phase", "Running"}};
}

void Record::SetHookEnded(std::size_t index, bool succeeded) {
  json& last_run = (*release_)["hooks"].at(index)["last_run"];
  last_run["completed_at"] = TimestampNow();
  last_run["phase"] = succeeded ? "Succeeded" : "Failed";
}

void Record::SetUninstalling() {
  SetStatus("uninstalling", "Deletion in progress (or silently failed)");
  (*release_)["info"]["deleted"] = TimestampNow();
}

json SecretOf(const Record& record, const char* time_label) {
  json secret = StoredIn("Secret", record, time_label);
  secret["type"] = "helm.sh/release.v1";
  secret["data"] = {{"release", EncodeBase64(record.Encode())}};
  return secret;
}

json ConfigMapOf(const Record& record, const char* time_label) {
  json config_map = StoredIn("ConfigMap", record, time_label);
  config_map["data"] = {{"release", record.Encode()}};
  return config_map;
}

std::optional<Record> ReadSecret(const json& secret) {
  const auto bytes = DecodeBase64(StoredText(secret));
  if (!bytes) return std::nullopt;
  return Record::Decode(*bytes, LabelsOf(secret));
}

std::optional<Record> ReadConfigMap(const json& config_map) {
  return Record::Decode(StoredText(config_map), LabelsOf(config_map));
}

bool IsRecordOf(const Labels& labels, std::string_view release) {
  const auto has = [&](const char* key, std::string_view value) {
    const auto found = labels.find(key);
    return found != labels.end() && found->second == value;
  };
  return has("owner", "helm") && has("name", release);
}

std::string TimestampNow() {
  const auto now = std::chrono::system_clock::now();
  const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(
                               now.time_since_epoch()) %
                           std::chrono::seconds(1);
  std::string time = FormatUtc(now);
  if (nanoseconds.count() == 0) return time;
  time.pop_back();  // Z
  time += fmt::format(".{:09}", nanoseconds.count());
  time.resize(time.find_last_not_of('0') + 1);
  return time + "Z";
}

}  // namespace bench
