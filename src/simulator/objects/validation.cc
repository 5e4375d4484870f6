#include "simulator/objects/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "simulator/objects/api_error.h"
#include "util/pattern.h"

namespace bench {
namespace {

using nlohmann::json;

// The rules and their words: apimachinery, pkg/util/validation.
constexpr const char* kLabelWords =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric "
    "characters or '-', and must start and end with an alphanumeric character "
    "(e.g. 'my-name',  or '123-abc', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
constexpr const char* kSubdomainWords =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
    "characters, '-' or '.', and must start and end with an alphanumeric "
    "character (e.g. 'example.com', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestSubdomain = 253;

// Of the contents of one Secret or ConfigMap.
constexpr std::size_t kMostBytes = 1'048'576;

bool IsLabel(std::string_view name) {
  static const Pattern kPattern("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  return kPattern.Matches(name);
}

bool IsSubdomain(std::string_view name) {
  static const Pattern kPattern(
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  return kPattern.Matches(name);
}

bool IsNamedByLabel(const Kind& kind) {
  return kind.Storage() == "namespaces" || kind.Storage() == "services";
}

[[noreturn]] void ThrowInvalidName(const Kind& kind, std::string_view name,
                                   std::string_view words) {
  throw Invalid(
      kind, name,
      {{"FieldValueInvalid", "metadata.name",
        fmt::format("Invalid value: {}: {}", json(name).dump(), words)}});
}

// Roles and bindings may have any name that fits into a path.
bool IsPathSegment(std::string_view name) {
  return name != "." && name != ".." &&
         name.find_first_of("/%") == std::string_view::npos;
}

/// Fields that no update may change.
std::vector<const char*> FixedFields(const std::string& storage) {
  if (storage == "statefulsets.apps") {
    return {"/spec/selector", "/spec/volumeClaimTemplates", "/spec/serviceName",
            "/spec/podManagementPolicy"};
  }
  if (storage == "deployments.apps" || storage == "replicasets.apps" ||
      storage == "daemonsets.apps") {
    return {"/spec/selector"};
  }
  if (storage == "jobs.batch") return {"/spec/template"};
  if (storage == "secrets") return {"/type"};
  return {};
}

/// "/spec/selector" -> "spec.selector".
std::string FieldPath(std::string_view pointer) {
  std::string path(pointer.substr(1));
  std::ranges::replace(path, '/', '.');
  return path;
}

json At(const json& object, const char* pointer) {
  return object.value(json::json_pointer(pointer), json());
}

// Of all values there. `encoded`: they are base64.
std::size_t SizeAt(const json& object, const char* key, bool encoded) {
  std::size_t size = 0;
  const auto values = object.find(key);
  if (values == object.end()) return 0;
  for (const json& value : *values) {
    if (!value.is_string()) continue;
    const auto& text = value.get_ref<const std::string&>();
    const std::size_t padding = text.size() - (text.find_last_not_of('=') + 1);
    size += encoded ? text.size() / 4 * 3 - padding : text.size();
  }
  return size;
}

}  // namespace

void CheckName(const Kind& kind, std::string_view name) {
  if (kind.group == "rbac.authorization.k8s.io") {
    if (!IsPathSegment(name)) {
      ThrowInvalidName(kind, name, "may not contain '/' or '%'");
    }
    return;
  }
  const bool by_label = IsNamedByLabel(kind);
  const std::size_t longest = by_label ? kLongestLabel : kLongestSubdomain;
  if (name.size() > longest) {
    ThrowInvalidName(
        kind, name, fmt::format("must be no more than {} characters", longest));
  }
  if (!IsSubdomain(name)) {
    ThrowInvalidName(kind, name, by_label ? kLabelWords : kSubdomainWords);
  }
  if (by_label && !IsLabel(name)) {
    ThrowInvalidName(kind, name, "must not contain dots");
  }
}

std::string WhyBadLabelValue(std::string_view value) {
  static const Pattern kPattern("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  if (value.size() > 63) return "must be no more than 63 characters";
  if (kPattern.Matches(value)) return "";
  return "a valid label must be an empty string or consist of alphanumeric "
         "characters, '-', '_' or '.', and must start and end with an "
         "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or "
         "'12345', regex used for validation is "
         "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
}

void CheckContents(const Kind& kind, std::string_view name,
                   const json& object) {
  const bool secret = kind.Storage() == "secrets";
  if (!secret && kind.Storage() != "configmaps") return;
  std::size_t size = SizeAt(object, "data", /*encoded=*/secret);
  if (!secret) size += SizeAt(object, "binaryData", /*encoded=*/true);
  if (size <= kMostBytes) return;
  throw Invalid(
      kind, name,
      {{"FieldValueTooLong", secret ? "data" : "[]",
        fmt::format("Too long: may not be more than {} bytes", kMostBytes)}});
}

void CheckUnchanged(const Kind& kind, std::string_view name, const json& before,
                    const json& after) {
  const std::string storage = kind.Storage();
  const auto refuse_value = [&](const std::string& field, const json& value,
                                const char* why) {
    throw Invalid(kind, name,
                  {{"FieldValueInvalid", field,
                    fmt::format("Invalid value: {}: {}", value.dump(), why)}});
  };
  for (const char* field : FixedFields(storage)) {
    const json now = At(after, field);
    if (At(before, field) != now) {
      refuse_value(FieldPath(field), now, "field is immutable");
    }
  }
  if (storage == "services") {
    const json then = At(before, "/spec/clusterIPs");
    const json now = At(after, "/spec/clusterIPs");
    if (!then.is_null() && !now.is_null() && then != now) {
      refuse_value("spec.clusterIPs[0]", now, "may not change once set");
    }
  }
}

}  // namespace bench
