#include "helm/record/secret.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "kubernetes/base64.h"

namespace bench {
namespace {

using nlohmann::json;
using Labels = std::map<std::string, std::string>;

std::string UnixTime() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

}  // namespace

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

}  // namespace bench
