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

constexpr const char* kNoType = "couldn't get version/kind; json parse error: ";

void CheckMediaType(const std::string& content_type) {
  if (content_type.empty() || IsType(content_type, "application/json") ||
      IsType(content_type, "*/*") ||
      IsType(content_type, kProtobufContentType)) {
    return;
  }
  throw UnsupportedMediaType(
      "the body of the request was in an unknown format - accepted media "
      "types include: application/json, application/yaml, "
      "application/vnd.kubernetes.protobuf",
      false);
}

// Throws a BadRequest that begins with `words`.
json ParseJson(const std::string& text, const std::string& words) {
  json body = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (body.is_discarded()) throw BadRequest(words + "it is not JSON");
  return body;
}

// An object, whose type is not looked at.
json ReadBody(const HttpRequest& http, const std::string& words) {
  CheckMediaType(http.content_type);
  json body;
  if (IsType(http.content_type, kProtobufContentType)) {
    try {
      body = ParseJson(JsonFromProtobuf(http.body), words);
    } catch (const Error& error) {
      throw BadRequest(error.what());
    }
  } else {
    body = ParseJson(http.body, words);
  }
  if (body.is_null()) return json::object();
  if (!body.is_object()) throw BadRequest(words + "it is not an object");
  return body;
}

void CheckCustomType(const Kind& kind, const json& object) {
  if (!kind.custom) return;
  for (const char* key : {"kind", "apiVersion"}) {
    if (!object.value(key, "").empty()) continue;
    throw BadRequest(fmt::format("Object '{}' is missing in '{}'",
                                 std::string_view(key) == "kind" ? "Kind" : key,
                                 object.dump()));
  }
}

}  // namespace

bool IsType(std::string_view content_type, std::string_view type) {
  return content_type.substr(0, content_type.find(';')) == type;
}

json ReadObject(const HttpRequest& http, const Kinds& kinds, const Kind& kind) {
  json object = ReadBody(
      http, fmt::format("the object provided is unrecognized (must be of type "
                        "{}): {}",
                        kind.kind, kNoType));
  CheckCustomType(kind, object);
  const std::string why = Misfit(kinds, kind, object);
  if (why.empty()) return object;
  const std::string version = object.value("apiVersion", kind.ApiVersion());
  throw BadRequest(
      fmt::format("{} in version \"{}\" cannot be handled as a {}: {}",
                  object.value("kind", kind.kind),
                  version.substr(version.find('/') + 1), kind.kind, why));
}

DeleteOptions ReadDeleteOptions(const HttpRequest& http,
                                const ApiRequest& request) {
  if (!http.body.empty()) {
    return ParseDeleteOptions(ReadBody(http, kNoType));
  }
  json options = json::object();
  if (const std::string policy = request.Query("propagationPolicy");
      !policy.empty()) {
    options["propagationPolicy"] = policy;
  }
  if (const std::string grace = request.Query("gracePeriodSeconds");
      !grace.empty()) {
    options["gracePeriodSeconds"] = ParseJson(grace, "gracePeriodSeconds: ");
  }
  if (const std::string stage = request.Query("dryRun"); !stage.empty()) {
    options["dryRun"] = json::array({stage});
  }
  return ParseDeleteOptions(options);
}

json ReadPatched(const HttpRequest& http, const Kinds& kinds, const Kind& kind,
                 json now) {
  const std::string& type = http.content_type;
  const bool merges = IsType(type, "application/merge-patch+json");
  const bool edits = IsType(type, "application/json-patch+json");
  const bool knows_lists =
      IsType(type, "application/strategic-merge-patch+json");
  if (knows_lists && kind.custom) {
    throw UnsupportedMediaType(
        "the body of the request was in an unknown format - accepted media "
        "types include: application/json-patch+json, "
        "application/merge-patch+json, application/apply-patch+yaml",
        false);
  }
  if (!merges && !edits && !knows_lists) {
    throw UnsupportedMediaType("415: Unsupported Media Type", true);
  }
  const json patch = ParseJson(http.body, "error decoding patch: ");
  now["kind"] = kind.kind;
  now["apiVersion"] = kind.ApiVersion();
  if (edits) {
    now = JsonPatched(now, patch);
  } else if (!patch.is_object()) {
    throw BadRequest("error decoding patch: json: cannot unmarshal");
  } else if (merges) {
    now.merge_patch(patch);
  } else {
    StrategicMerge(now, patch);
  }
  const std::string why = Misfit(kinds, kind, now);
  if (!why.empty()) {
    // The object in quotes, as Go writes a text.
    const std::array errors = {FieldError{
        "FieldValueInvalid", "patch",
        fmt::format("Invalid value: {}: {}", json(now.dump()).dump(), why)}};
    throw InvalidPatch(errors);
  }
  return now;
}

json ReadConfiguration(const HttpRequest& http, const Kind& kind) {
  json configuration = ParseJson(http.body, "error decoding YAML: ");
  if (!configuration.is_object()) {
    throw BadRequest("error decoding YAML: it is not an object");
  }
  const std::string name = configuration.value("kind", "");
  const std::string version = configuration.value("apiVersion", "");
  if (name != kind.kind || version != kind.ApiVersion()) {
    const auto slash = version.find('/');
    const bool grouped = slash != std::string::npos;
    throw BadRequest(fmt::format("invalid object type: {}/{}, Kind={}",
                                 grouped ? version.substr(0, slash) : "",
                                 grouped ? version.substr(slash + 1) : version,
                                 name));
  }
  return configuration;
}

}  // namespace bench
