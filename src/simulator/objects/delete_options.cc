#include "simulator/objects/delete_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "simulator/objects/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

ApiError InvalidOption(const char* field, const json& value) {
  const std::array errors = {
      FieldError{"FieldValueInvalid", field,
                 fmt::format("Invalid value: {}", value.dump())}};
  return InvalidOptions("DeleteOptions", errors);
}

std::string ReadPropagation(const json& body) {
  const auto orphan = body.find("orphanDependents");
  const bool has_orphan = orphan != body.end() && !orphan->is_null();
  const std::string policy = body.value("propagationPolicy", "");
  if (policy.empty()) {
    if (!has_orphan) return "";
    return orphan->get<bool>() ? "Orphan" : "Background";
  }
  constexpr std::array kPolicies = {"Background", "Foreground", "Orphan"};
  if (has_orphan || std::ranges::find(kPolicies, policy) == kPolicies.end()) {
    throw InvalidOption("propagationPolicy", policy);
  }
  return policy;
}

bool ReadDryRun(const json& body) {
  const auto dry_run = body.find("dryRun");
  if (dry_run == body.end() || dry_run->empty()) return false;
  const bool known = std::ranges::all_of(
      *dry_run, [](const json& stage) { return stage == "All"; });
  if (!known) throw InvalidOption("dryRun", *dry_run);
  return true;
}

}  // namespace

DeleteOptions ParseDeleteOptions(const json& body) {
  DeleteOptions options;
  if (body.is_null()) return options;
  if (!body.is_object()) throw BadRequest("the options are not an object");
  if (body.value("kind", "DeleteOptions") != "DeleteOptions") {
    throw BadRequest("the body is of another kind than DeleteOptions");
  }
  options.propagation = ReadPropagation(body);
  options.dry_run = ReadDryRun(body);
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
