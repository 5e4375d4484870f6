#include "simulator/api/api_request.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "simulator/objects/api_error.h"
#include "util/text.h"
#include "util/value_at.h"

namespace bench {
namespace {

std::string VerbOf(std::string_view method, bool named, bool watch) {
  if (method == "GET" || method == "HEAD") {
    return watch ? "watch" : named ? "get" : "list";
  }
  if (method == "POST") return "create";
  if (method == "PUT") return "update";
  if (method == "PATCH") return "patch";
  if (method == "DELETE") return named ? "delete" : "deletecollection";
  return "unknown";
}

// What follows the group version: [namespaces/NS/]resource[/name[/subresource]]
void ReadPlace(const std::vector<std::string>& parts, std::size_t at,
               ApiRequest& request) {
  const std::size_t count = parts.size() - at;
  const bool subresource =
      count == 3 && (parts[at + 2] == "finalize" || parts[at + 2] == "status");
  if (count >= 3 && parts[at] == "namespaces" && !subresource) {
    request.ns = parts[at + 1];
    at += 2;
  }
  if (at < parts.size()) request.resource = parts[at++];
  if (at < parts.size()) request.name = parts[at++];
  for (; at < parts.size(); ++at) {
    if (!request.subresource.empty()) request.subresource += '/';
    request.subresource += parts[at];
  }
}

// Percent signs, and the plus signs that Go's url.Values writes for spaces.
std::string Decode(std::string_view text, bool plus_is_space) {
  std::string source(text);
  if (plus_is_space) std::ranges::replace(source, '+', ' ');
  int size = 0;
  const std::unique_ptr<char, decltype(&curl_free)> decoded(
      curl_easy_unescape(nullptr, source.data(),
                         static_cast<int>(source.size()), &size),
      curl_free);
  if (!decoded) throw BadRequest("the request's target cannot be decoded");
  return {decoded.get(), static_cast<std::size_t>(size)};
}

std::map<std::string, std::string> ParseQuery(std::string_view text) {
  std::map<std::string, std::string> query;
  if (text.empty()) return query;
  for (const std::string_view parameter : Split(text, '&')) {
    const auto equals = parameter.find('=');
    const std::string_view value = equals == std::string_view::npos
                                       ? std::string_view()
                                       : parameter.substr(equals + 1);
    query.emplace(Decode(parameter.substr(0, equals), true),
                  Decode(value, true));
  }
  return query;
}

}  // namespace

std::string ApiRequest::Query(const std::string& key) const {
  return ValueAt(query, key);
}

bool ApiRequest::Flag(const std::string& key) const {
  const std::string value = Query(key);
  return value == "true" || value == "1";
}

ApiRequest ParseApiRequest(std::string_view method, std::string_view target) {
  if (!target.starts_with('/')) {
    throw BadRequest("the request's target is not a path");
  }
  const auto question = target.find('?');
  ApiRequest request;
  if (question != std::string_view::npos) {
    request.query = ParseQuery(target.substr(question + 1));
  }
  std::vector<std::string> parts;
  for (const std::string_view part : Split(target.substr(0, question), '/')) {
    if (!part.empty()) parts.push_back(Decode(part, false));
  }
  for (const std::string& part : parts) request.path += "/" + part;
  if (request.path.empty()) request.path = "/";

  std::size_t place = 0;
  if (parts.size() >= 3 && parts[0] == "api") {
    request.version = parts[1];
    place = 2;
  } else if (parts.size() >= 4 && parts[0] == "apis") {
    request.group = parts[1];
    request.version = parts[2];
    place = 3;
  } else {
    return request;
  }
  ReadPlace(parts, place, request);
  request.verb = VerbOf(method, !request.name.empty(), request.Flag("watch"));
  return request;
}

Form WantedForm(std::string_view accept) {
  if (Trim(accept).empty()) return Form::kWhole;
  for (const std::string_view clause : Split(accept, ',')) {
    const auto parts = Split(clause, ';');
    if (parts[0] != "application/json" && parts[0] != "*/*" &&
        parts[0] != "application/*") {
      continue;
    }
    std::string_view as;
    for (const std::string_view parameter : parts) {
      if (parameter.starts_with("as=")) as = parameter.substr(3);
    }
    if (as.empty()) return Form::kWhole;
    if (as.starts_with("PartialObjectMetadata")) return Form::kMetadata;
  }
  throw NotAcceptable();
}

}  // namespace bench
