#include "simulator/api/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "simulator/objects/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kUser = "simulated-admin";
constexpr const char* kMasters = "system:masters";

json UserInfo() {
  return {{"username", kUser},
          {"groups", json::array({kMasters, "system:authenticated"})}};
}

bool IsAt(const json& spec, const char* key) {
  return spec.contains(key) && !spec.at(key).is_null();
}

FieldError InvalidAt(const std::string& field, const json& value,
                     std::string_view why) {
  return {"FieldValueInvalid", field,
          fmt::format("Invalid value: {}: {}", value.dump(), why)};
}

// What a question about an access lacks, or has too much (ValidateSubject-
// AccessReviewSpec).
std::vector<FieldError> ErrorsOfAccess(const json& spec) {
  const bool resource = IsAt(spec, "resourceAttributes");
  const bool other = IsAt(spec, "nonResourceAttributes");
  if (resource && other) {
    return {InvalidAt("spec.nonResourceAttributes",
                      spec.at("nonResourceAttributes"),
                      "cannot be specified in combination with "
                      "resourceAttributes")};
  }
  if (resource || other) return {};
  return {InvalidAt("spec.resourceAttributes", nullptr,
                    "exactly one of nonResourceAttributes or "
                    "resourceAttributes must be specified")};
}

std::vector<FieldError> ErrorsOfSubject(const json& spec) {
  const json groups = spec.value("groups", json::array());
  if (!spec.value("user", "").empty() || !groups.empty()) return {};
  return {InvalidAt("spec.user", "",
                    "at least one of user or group must be specified")};
}

// Of a review that is about one namespace.
std::vector<FieldError> ErrorsOfPlace(const json& spec, std::string_view ns) {
  if (IsAt(spec, "nonResourceAttributes")) {
    return {InvalidAt("spec.nonResourceAttributes",
                      spec.at("nonResourceAttributes"),
                      "disallowed on this kind of request")};
  }
  const json resource = spec.value("resourceAttributes", json::object());
  const std::string asked = resource.value("namespace", "");
  if (asked == ns) return {};
  return {InvalidAt("spec.resourceAttributes.namespace", asked,
                    "must match metadata.namespace")};
}

bool MayDoEverything(const json& spec) {
  const json groups = spec.value("groups", json::array());
  return spec.value("user", "") == kUser ||
         std::ranges::find(groups, json(kMasters)) != groups.end();
}

json AccessStatus(const Kind& kind, const json& spec, std::string_view ns) {
  const bool self = kind.kind == "SelfSubjectAccessReview";
  std::vector<FieldError> errors = ErrorsOfAccess(spec);
  const auto add = [&errors](const std::vector<FieldError>& more) {
    errors.insert(errors.end(), more.begin(), more.end());
  };
  if (!self) add(ErrorsOfSubject(spec));
  if (kind.namespaced) add(ErrorsOfPlace(spec, ns));
  if (!errors.empty()) throw Invalid(kind, "", errors);
  return {{"allowed", self || MayDoEverything(spec)}};
}

json RulesStatus(const json& spec) {
  if (spec.value("namespace", "").empty()) {
    throw BadRequest("no namespace on request");
  }
  const json all = json::array({"*"});
  return {
      {"resourceRules",
       json::array({{{"verbs", all}, {"apiGroups", all}, {"resources", all}}})},
      {"nonResourceRules",
       json::array({{{"verbs", all}, {"nonResourceURLs", all}}})},
      {"incomplete", false}};
}

json TokenStatus(const json& spec, std::string_view token) {
  const std::string asked = spec.value("token", "");
  if (asked.empty()) {
    throw BadRequest("token is required for TokenReview in authentication");
  }
  if (asked == token) return {{"authenticated", true}, {"user", UserInfo()}};
  return {{"user", json::object()}, {"error", "invalid bearer token"}};
}

json StatusOf(const Kind& kind, const json& spec, std::string_view ns,
              std::string_view token) {
  if (kind.kind == "TokenReview") return TokenStatus(spec, token);
  if (kind.kind == "SelfSubjectReview") return {{"userInfo", UserInfo()}};
  if (kind.kind == "SelfSubjectRulesReview") return RulesStatus(spec);
  return AccessStatus(kind, spec, ns);
}

}  // namespace

std::string AnswerReview(const Kind& kind, const json& review,
                         std::string_view ns, std::string_view token) {
  const json spec = review.value("spec", json::object());
  json answer = {{"kind", kind.kind},
                 {"apiVersion", kind.ApiVersion()},
                 {"metadata", json::object()},
                 {"status", StatusOf(kind, spec, ns, token)}};
  // As the API server, which shows of one's own rules and name only those.
  if (!spec.empty() && kind.kind != "SelfSubjectRulesReview") {
    answer["spec"] = spec;
  }
  return answer.dump();
}

}  // namespace bench
