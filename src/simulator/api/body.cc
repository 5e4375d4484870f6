#include "simulator/api/body.h"

#include <fmt/format.h>

#include <array>
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
  const std::array errors = {
      FieldError{"FieldValueInvalid", "patch", "Invalid value: " + why}};
  throw InvalidPatch(errors);
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
