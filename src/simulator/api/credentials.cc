#include "simulator/api/credentials.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "simulator/objects/api_error.h"

namespace bench {
namespace {

using nlohmann::json;

// Anybody may know that the server is there, and which one it is.
bool IsPublic(const ApiRequest& request) {
  constexpr std::array kPaths = {"/version", "/healthz", "/livez", "/readyz"};
  return std::ranges::find(kPaths, request.path) != kPaths.end();
}

ApiError ForbiddenToStrangers(const ApiRequest& request) {
  if (request.resource.empty()) {
    return {
        403, "Forbidden",
        fmt::format("forbidden: User \"system:anonymous\" cannot {} path "
                    "\"{}\"",
                    request.verb.empty() ? "get" : request.verb, request.path),
        json::object()};
  }
  const std::string resource = request.group.empty()
                                   ? request.resource
                                   : request.resource + "." + request.group;
  // A namespace is said to be in itself.
  const std::string& ns =
      request.resource == "namespaces" ? request.name : request.ns;
  json details = Details(request.name, request.group, request.resource);
  if (request.name.empty()) details.erase("name");
  return {403, "Forbidden",
          fmt::format(
              "{}{} is forbidden: User \"system:anonymous\" cannot {} resource "
              "\"{}\" in API group \"{}\" {}",
              resource,
              request.name.empty() ? "" : fmt::format(" \"{}\"", request.name),
              request.verb, request.resource, request.group,
              ns.empty() ? "at the cluster scope"
                         : fmt::format("in the namespace \"{}\"", ns)),
          details};
}

}  // namespace

void CheckCredentials(const HttpRequest& http, const ApiRequest& request,
                      std::string_view wanted) {
  if (http.authorization == wanted) return;
  // Who shows no token is nobody in particular.
  if (http.authorization.starts_with("Bearer ")) throw Unauthorized();
  if (!IsPublic(request)) throw ForbiddenToStrangers(request);
}

}  // namespace bench
