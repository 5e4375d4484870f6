#include "simulator/api/credentials.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "simulator/objects/api_error.h"

namespace bench {
namespace {

// Anybody may know that the server is there, and which one it is.
bool IsPublic(const ApiRequest& request) {
  constexpr std::array kPaths = {"/version", "/healthz", "/livez", "/readyz"};
  return std::ranges::find(kPaths, request.path) != kPaths.end();
}

}  // namespace

void CheckCredentials(const HttpRequest& http, const ApiRequest& request,
                      std::string_view wanted) {
  if (http.authorization == wanted) return;
  // Who shows no token is nobody in particular.
  if (http.authorization.starts_with("Bearer ")) throw Unauthorized();
  if (IsPublic(request)) return;
  throw ApiError(
      403, "Forbidden",
      fmt::format("forbidden: User \"system:anonymous\" cannot {} "
                  "path \"{}\"",
                  request.verb.empty() ? "get" : request.verb, request.path),
      nullptr);
}

}  // namespace bench
