#include "simulator/objects/delete_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

#include "simulator/objects/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

void CheckKind(const json& body) {
  const std::string kind = body.value("kind", "DeleteOptions");
  if (kind == "DeleteOptions") return;
  throw BadRequest(
      fmt::format("no kind \"{}\" is registered for version \"{}\" in scheme "
                  "\"pkg/runtime/scheme.go:111\"",
                  kind, body.value("apiVersion", "")));
}

std::string ReadPropagation(const json& body, std::vector<FieldError>& errors) {
  const auto orphan = body.find("orphanDependents");
  const bool has_orphan = orphan != body.end() && !orphan->is_null();
  std::string policy = body.value("propagationPolicy", "");
  if (policy.empty()) {
    if (!has_orphan) return "";
    return orphan->get<bool>() ? "Orphan" : "Background";
  }
  if (has_orphan) {
    errors.push_back({"FieldValueInvalid", "propagationPolicy",
                      fmt::format("Invalid value: \"{}\": orphanDependents and "
                                  "deletionPropagation cannot be both set",
                                  policy)});
  }
  constexpr std::array kPolicies = {"Background", "Foreground", "Orphan"};
  if (std::ranges::find(kPolicies, policy) == kPolicies.end()) {
    errors.push_back(
        {"FieldValueNotSupported", "propagationPolicy",
         fmt::format("Unsupported value: \"{}\": supported values: "
                     "\"Foreground\", \"Background\", \"Orphan\", \"nil\"",
                     policy)});
  }
  return policy;
}

bool ReadDryRun(const json& body, std::vector<FieldError>& errors) {
  const auto dry_run = body.find("dryRun");
  if (dry_run == body.end() || dry_run->empty()) return false;
  const bool known = std::ranges::all_of(
      *dry_run, [](const json& stage) { return stage == "All"; });
  if (!known) {
    errors.push_back(
        {"FieldValueNotSupported", "dryRun",
         fmt::format("Unsupported value: {}: supported values: \"All\"",
                     dry_run->dump())});
  }
  return true;
}

}  // namespace

DeleteOptions ParseDeleteOptions(const json& body) {
  DeleteOptions options;
  if (body.is_null()) return options;
  if (!body.is_object()) throw BadRequest("the options are not an object");
  CheckKind(body);
  std::vector<FieldError> errors;
  options.propagation = ReadPropagation(body, errors);
  options.dry_run = ReadDryRun(body, errors);
  if (!errors.empty()) throw InvalidOptions("DeleteOptions", errors);
  if (const auto grace = body.find("gracePeriodSeconds");
      grace != body.end() && !grace->is_null()) {
    options.grace_s = grace->get<std::int64_t>();
  }
  const json preconditions = body.value("preconditions", json::object());
  options.uid = preconditions.value("uid", "");
  options.resource_version = preconditions.value("resourceVersion", "");
  return options;
}

}  // namespace bench
