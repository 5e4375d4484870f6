#include "simulator/objects/api_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace bench {
namespace {

using nlohmann::json;

std::string Status(int code, std::string_view reason,
                   const std::string& message, const json& details) {
  json status = {{"kind", "Status"},           {"apiVersion", "v1"},
                 {"metadata", json::object()}, {"status", "Failure"},
                 {"message", message},         {"code", code}};
  if (!reason.empty()) status["reason"] = reason;
  if (!details.is_null()) status["details"] = details;
  return status.dump(-1, ' ', false, json::error_handler_t::replace);
}

json Details(std::string_view name, const std::string& group,
             const std::string& kind) {
  json details = {{"name", name}, {"kind", kind}};
  if (!group.empty()) details["group"] = group;
  return details;
}

json Details(const Kind& kind, std::string_view name) {
  return Details(name, kind.group, kind.resource);
}

ApiError Invalid(const std::string& group, const std::string& kind,
                 std::string_view name, const std::vector<FieldError>& errors) {
  std::vector<std::string> sentences;
  json causes = json::array();
  for (const FieldError& error : errors) {
    sentences.push_back(fmt::format("{}: {}", error.field, error.message));
    causes.push_back({{"reason", error.reason},
                      {"message", error.message},
                      {"field", error.field}});
  }
  std::string text = fmt::format("{}", fmt::join(sentences, ", "));
  if (sentences.size() > 1) text = "[" + text + "]";
  json details = Details(name, group, kind);
  if (name.empty()) details.erase("name");
  if (kind.empty()) details.erase("kind");
  details["causes"] = causes;
  return {422, "Invalid",
          fmt::format("{}{}{} \"{}\" is invalid: {}", kind,
                      group.empty() ? "" : ".", group, name, text),
          details};
}

}  // namespace

ApiError::ApiError(int code, std::string_view reason, std::string message,
                   const json& details)
    : code_(code),
      message_(std::move(message)),
      body_(Status(code, reason, message_, details)) {}

ApiError NotFound(const Kind& kind, std::string_view name) {
  return {404, "NotFound",
          fmt::format("{} \"{}\" not found", kind.Name(), name),
          Details(kind, name)};
}

ApiError AlreadyExists(const Kind& kind, std::string_view name, bool deleting) {
  return {409, "AlreadyExists",
          fmt::format("{}{} \"{}\" already exists",
                      deleting ? "object is being deleted: " : "", kind.Name(),
                      name),
          Details(kind, name)};
}

ApiError Conflict(const Kind& kind, std::string_view name,
                  std::string_view why) {
  return {409, "Conflict",
          fmt::format("Operation cannot be fulfilled on {} \"{}\": {}",
                      kind.Name(), name, why),
          Details(kind, name)};
}

ApiError StaleVersion(const Kind& kind, std::string_view name) {
  return Conflict(kind, name,
                  "the object has been modified; please apply your changes to "
                  "the latest version and try again");
}

ApiError Invalid(const Kind& kind, std::string_view name,
                 const std::vector<FieldError>& errors) {
  return Invalid(kind.group, kind.kind, name, errors);
}

ApiError InvalidOptions(std::string_view kind,
                        const std::vector<FieldError>& errors) {
  return Invalid("meta.k8s.io", std::string(kind), "", errors);
}

ApiError InvalidPatch(const std::vector<FieldError>& errors) {
  return Invalid("", "", "", errors);
}

ApiError NotServed() {
  return {404, "NotFound", "the server could not find the requested resource",
          json::object()};
}

ApiError Forbidden(const Kind& kind, std::string_view name,
                   std::string_view why) {
  return {403, "Forbidden",
          fmt::format("{} \"{}\" is forbidden: {}", kind.Name(), name, why),
          Details(kind, name)};
}

ApiError BadRequest(std::string message) {
  return {400, "BadRequest", std::move(message), nullptr};
}

ApiError WrongName(std::string_view given, std::string_view wanted) {
  return BadRequest(
      fmt::format("the name of the object ({}) does not match the name on the "
                  "URL ({})",
                  given, wanted));
}

ApiError NamespaceTerminating(const Kind& kind, std::string_view name,
                              std::string_view ns) {
  json details = Details(kind, name);
  details["causes"] = json::array(
      {{{"reason", "NamespaceTerminating"},
        {"message", fmt::format("namespace {} is being terminated", ns)},
        {"field", "metadata.namespace"}}});
  return {403, "Forbidden",
          fmt::format("{} \"{}\" is forbidden: unable to create new content in "
                      "namespace {} because it is being terminated",
                      kind.Name(), name, ns),
          details};
}

ApiError MethodNotAllowed() {
  return {405, "MethodNotAllowed",
          "the server does not allow this method on the requested resource",
          json::object()};
}

ApiError Unauthorized() {
  return {401, "Unauthorized", "Unauthorized", nullptr};
}

ApiError UnsupportedMediaType() {
  return {415, "UnsupportedMediaType",
          "the body of the request is of an unknown media type", nullptr};
}

ApiError NotAcceptable() {
  return {406, "NotAcceptable", "only application/json can be had", nullptr};
}

ApiError Gone(std::string message) {
  return {410, "Expired", std::move(message), nullptr};
}

std::string SuccessStatus(const Kind& kind, std::string_view name,
                          std::string_view uid) {
  json details = Details(kind, name);
  details["uid"] = uid;
  return json({{"kind", "Status"},
               {"apiVersion", "v1"},
               {"metadata", json::object()},
               {"status", "Success"},
               {"details", details}})
      .dump();
}

}  // namespace bench
