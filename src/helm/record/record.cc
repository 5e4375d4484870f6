#include "helm/record/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "helm/record/gzip.h"
#include "helm/record/text_at.h"
#include "kubernetes/base64.h"
#include "util/format.h"

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

Hook ReadHook(const json& hook) {
  const auto weight = hook.find("weight");
  const bool weighs = weight != hook.end() && weight->is_number_integer();
  return {.name = TextAt(hook, "/name"),
          .kind = TextAt(hook, "/kind"),
          .manifest = TextAt(hook, "/manifest"),
          .events = Texts(hook, "events"),
          .delete_policies = Texts(hook, "delete_policies"),
          .weight = weighs ? weight->get<int>() : 0};
}

/// What helm relies on: a name, a status, a number.
bool IsRelease(const json& release) {
  return release.is_object() && !TextAt(release, "/name").empty() &&
         !TextAt(release, "/info/status").empty() &&
         release.value("version", json()).is_number_integer();
}

std::string UnixTime() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

}  // namespace

bool Hook::Has(std::string_view event) const {
  return std::ranges::find(events, event) != events.end();
}

Record::Record(const json& release, std::map<std::string, std::string> labels)
    : release_(std::make_unique<json>(release)), labels_(std::move(labels)) {}
Record::~Record() = default;
Record::Record(Record&& other) noexcept = default;
Record& Record::operator=(Record&& other) noexcept = default;

std::optional<Record> Record::Decode(
    std::string_view bytes, std::map<std::string, std::string> labels) {
  std::optional<std::string> text = DecodeBase64(bytes);
  // Releases of old were stored without compression.
  if (text && text->starts_with("\x1f\x8b\x08")) text = Gunzip(*text);
  if (!text) return std::nullopt;
  const json release = json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!IsRelease(release)) return std::nullopt;
  return Record(release, std::move(labels));
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

std::vector<Hook> Record::hooks() const {
  std::vector<Hook> hooks;
  const auto found = release_->find("hooks");
  if (found == release_->end()) return hooks;
  for (const json& hook : *found) {
    if (hook.is_object()) hooks.push_back(ReadHook(hook));
  }
  return hooks;
}

std::string Record::Key() const {
  return fmt::format("sh.helm.release.v1.{}.v{}", name(), revision());
}

void Record::SetStatus(std::string_view status, std::string_view description) {
  json& info = (*release_)["info"];
  info["status"] = status;
  info["description"] = description;
}

void Record::SetDeleted() { (*release_)["info"]["deleted"] = TimestampNow(); }

json SecretOf(const Record& record, const char* time_label) {
  Labels labels = record.labels();
  labels.emplace(time_label, UnixTime());
  labels["name"] = record.name();
  labels["owner"] = "helm";
  labels["status"] = record.status();
  labels["version"] = std::to_string(record.revision());
  return {{"apiVersion", "v1"},
          {"kind", "Secret"},
          {"metadata", {{"name", record.Key()}, {"labels", labels}}},
          {"type", "helm.sh/release.v1"},
          {"data", {{"release", EncodeBase64(record.Encode())}}}};
}

std::optional<Record> ReadSecret(const json& secret) {
  const json data = secret.value("data", json::object()).value("release", "");
  const auto bytes = DecodeBase64(data.get<std::string>());
  if (!bytes) return std::nullopt;
  const json metadata = secret.value("metadata", json::object());
  return Record::Decode(*bytes, metadata.value("labels", Labels()));
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
