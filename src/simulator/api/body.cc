#include "simulator/api/body.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "kubernetes/protobuf.h"
#include "simulator/api/decode.h"
#include "simulator/objects/api_error.h"
#include "simulator/objects/patch.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

void CheckMediaType(const std::string& content_type) {
  if (content_type.empty() || IsType(content_type, "application/json") ||
      IsType(content_type, "*/*") ||
      IsType(content_type, kProtobufContentType)) {
    return;
  }
  throw UnsupportedMediaType();
}

json ParseJson(const std::string& text) {
  json body = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (body.is_discarded()) throw BadRequest("error decoding: it is not JSON");
  return body;
}

json ParseJsonObject(const std::string& text) {
  json body = ParseJson(text);
  if (body.is_null()) return json::object();
  if (!body.is_object()) {
    throw BadRequest("error decoding: it is not an object");
  }
  return body;
}

// An object, whose type is not looked at.
json ReadBody(const HttpRequest& http) {
  CheckMediaType(http.content_type);
  if (!IsType(http.content_type, kProtobufContentType)) {
    return ParseJsonObject(http.body);
  }
  try {
    return ParseJsonObject(JsonFromProtobuf(http.body));
  } catch (const Error& error) {
    throw BadRequest(error.what());
  }
}

ApiError InvalidOption(const char* field, const json& value) {
  return InvalidOptions("DeleteOptions",
                        {{"FieldValueInvalid", field,
                          fmt::format("Invalid value: {}", value.dump())}});
}

std::string ReadPropagation(const json& body) {
  const auto orphan = body.find("orphanDependents");
  const bool has_orphan = orphan != body.end() && !orphan->is_null();
  std::string policy = body.value("propagationPolicy", "");
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

// Throws ApiError: 400 for a body that is none, 422 for options that mean
// nothing.
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

}  // namespace

bool IsType(std::string_view content_type, std::string_view type) {
  return content_type.substr(0, content_type.find(';')) == type;
}

json ReadObject(const HttpRequest& http, const Kind& kind) {
  json object = ReadBody(http);
  const std::string why = Misfit(kind, object);
  if (why.empty()) return object;
  throw BadRequest(
      fmt::format("the object cannot be handled as a {}: {}", kind.kind, why));
}

DeleteOptions ReadDeleteOptions(const HttpRequest& http,
                                const ApiRequest& request) {
  if (!http.body.empty()) {
    return ParseDeleteOptions(ReadBody(http));
  }
  json options = json::object();
  if (const std::string policy = request.Query("propagationPolicy");
      !policy.empty()) {
    options["propagationPolicy"] = policy;
  }
  if (const std::string grace = request.Query("gracePeriodSeconds");
      !grace.empty()) {
    options["gracePeriodSeconds"] = ParseJson(grace);
  }
  if (const std::string stage = request.Query("dryRun"); !stage.empty()) {
    options["dryRun"] = json::array({stage});
  }
  return ParseDeleteOptions(options);
}

json ReadPatched(const HttpRequest& http, const Kind& kind, json now) {
  const std::string& type = http.content_type;
  const bool merges = IsType(type, "application/merge-patch+json");
  const bool edits = IsType(type, "application/json-patch+json");
  const bool knows_lists =
      IsType(type, "application/strategic-merge-patch+json") && !kind.custom;
  if (!merges && !edits && !knows_lists) throw UnsupportedMediaType();
  const json patch = edits ? ParseJson(http.body) : ParseJsonObject(http.body);
  now["kind"] = kind.kind;
  now["apiVersion"] = kind.ApiVersion();
  if (edits) {
    now = JsonPatched(now, patch);
  } else if (merges) {
    now.merge_patch(patch);
  } else {
    StrategicMerge(now, patch);
  }
  const std::string why = Misfit(kind, now);
  if (why.empty()) return now;
  throw InvalidPatch({{"FieldValueInvalid", "patch", "Invalid value: " + why}});
}

json ReadConfiguration(const HttpRequest& http, const Kind& kind) {
  json configuration = ParseJsonObject(http.body);
  if (configuration.value("kind", "") == kind.kind &&
      configuration.value("apiVersion", "") == kind.ApiVersion()) {
    return configuration;
  }
  throw BadRequest("invalid object type: it is not of " + kind.Name());
}

}  // namespace bench
