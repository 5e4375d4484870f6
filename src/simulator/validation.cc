#include "simulator/validation.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <regex>

#include "simulator/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

// The rules and their words: apimachinery, pkg/util/validation.
constexpr const char* kLabelWords =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric "
    "characters or '-', and must start and end with an alphanumeric character "
    "(e.g. 'my-name',  or '123-abc', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
constexpr const char* kServiceWords =
    "a DNS-1035 label must consist of lower case alphanumeric characters or "
    "'-', start with an alphabetic character, and end with an alphanumeric "
    "character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
    "'[a-z]([-a-z0-9]*[a-z0-9])?')";
constexpr const char* kSubdomainWords =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
    "characters, '-' or '.', and must start and end with an alphanumeric "
    "character (e.g. 'example.com', regex used for validation is "
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

struct NameRule {
  std::regex pattern;
  std::size_t longest;
  const char* words;
};

const NameRule& RuleFor(const Kind& kind) {
  static const NameRule kLabel = {std::regex("[a-z0-9]([-a-z0-9]*[a-z0-9])?"),
                                  63, kLabelWords};
  static const NameRule kService = {std::regex("[a-z]([-a-z0-9]*[a-z0-9])?"),
                                    63, kServiceWords};
  static const NameRule kSubdomain = {
      std::regex("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])"
                 "?)*"),
      253, kSubdomainWords};
  if (kind.Storage() == "namespaces") return kLabel;
  if (kind.Storage() == "services") return kService;
  return kSubdomain;
}

[[noreturn]] void ThrowInvalidName(const Kind& kind, std::string_view name,
                                   std::string_view words) {
  const std::array errors = {FieldError{
      "FieldValueInvalid", "metadata.name",
      fmt::format("Invalid value: {}: {}", json(name).dump(), words)}};
  throw Invalid(kind, name, errors);
}

// Roles and bindings may have any name that fits into a path.
bool IsPathSegment(std::string_view name) {
  return name != "." && name != ".." &&
         name.find_first_of("/%") == std::string_view::npos;
}

bool HasFixedSelector(const std::string& storage) {
  return storage == "deployments.apps" || storage == "replicasets.apps" ||
         storage == "daemonsets.apps" || storage == "statefulsets.apps";
}

}  // namespace

void CheckName(const Kind& kind, std::string_view name) {
  if (kind.group == "rbac.authorization.k8s.io") {
    if (!IsPathSegment(name)) {
      ThrowInvalidName(kind, name, "may not contain '/' or '%'");
    }
    return;
  }
  const NameRule& rule = RuleFor(kind);
  if (name.size() > rule.longest) {
    ThrowInvalidName(
        kind, name,
        fmt::format("must be no more than {} characters", rule.longest));
  }
  if (!std::regex_match(name.begin(), name.end(), rule.pattern)) {
    ThrowInvalidName(kind, name, rule.words);
  }
}

void CheckUnchanged(const Kind& kind, std::string_view name, const json& before,
                    const json& after) {
  const std::string storage = kind.Storage();
  const auto refuse = [&](const char* field, const json& value) {
    const std::array errors = {FieldError{
        "FieldValueInvalid", field,
        fmt::format("Invalid value: {}: field is immutable", value.dump())}};
    throw Invalid(kind, name, errors);
  };
  if (HasFixedSelector(storage)) {
    const json::json_pointer selector("/spec/selector");
    const json then = before.value(selector, json());
    const json now = after.value(selector, json());
    if (then != now) refuse("spec.selector", now);
  }
  if (storage == "secrets" &&
      before.value("type", "") != after.value("type", "")) {
    refuse("type", after.value("type", ""));
  }
}

}  // namespace bench
