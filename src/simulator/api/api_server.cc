#include "simulator/api/api_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/api/body.h"
#include "simulator/api/discovery.h"
#include "simulator/api/paging.h"
#include "simulator/api/render.h"
#include "simulator/api/review.h"
#include "simulator/api/write.h"
#include "simulator/objects/api_error.h"
#include "simulator/objects/kind_rules.h"

namespace bench {
namespace {

using nlohmann::json;

constexpr const char* kPlainText = "text/plain; charset=utf-8";

// As `kubectl version` shows it.
std::string Version(const std::string& git_version) {
  return json{{"major", "1"},
              {"minor", "37"},
              {"emulationMajor", "1"},
              {"emulationMinor", "36"},
              {"minCompatibilityMajor", "1"},
              {"minCompatibilityMinor", "35"},
              {"gitVersion", git_version},
              {"gitCommit", ""},
              {"gitTreeState", ""},
              {"buildDate", "1970-01-01T00:00:00Z"},
              {"goVersion", ""},
              {"compiler", ""},
              {"platform", "linux/amd64"}}
      .dump();
}

// Anybody may know that the server is there, and which one it is.
bool IsPublic(const ApiRequest& request) {
  constexpr std::array kPaths = {"/version", "/healthz", "/livez", "/readyz"};
  return std::ranges::find(kPaths, request.path) != kPaths.end();
}

// Lets in who shows the token in the header Authorization, and everybody
// to where the server only says that it is there. Throws ApiError: 401 for
// another token, 403 for none.
void CheckCredentials(const HttpRequest& http, const ApiRequest& request,
                      std::string_view token) {
  constexpr std::string_view kBearer = "Bearer ";
  if (http.authorization.starts_with(kBearer)) {
    if (http.authorization.substr(kBearer.size()) == token) return;
    throw Unauthorized();
  }
  // Who shows no token is nobody in particular.
  if (IsPublic(request)) return;
  throw ApiError(
      403, "Forbidden",
      fmt::format("forbidden: User \"system:anonymous\" cannot {} "
                  "path \"{}\"",
                  request.verb.empty() ? "get" : request.verb, request.path),
      nullptr);
}

HttpAnswer PageNotFound() { return {404, "404 page not found\n", kPlainText}; }

HttpAnswer Refusal(const ApiError& error) {
  return {error.code(), error.body()};
}

HttpAnswer Object(const Kind& kind, const StoredObject& object, Form form,
                  int status = 200) {
  return {status, RenderObject(kind, object, form)};
}

bool IsSubresource(const Kind& kind, const std::string& name) {
  return name.empty() || (name == "status" && kind.has_status) ||
         (name == "finalize" && kind.Storage() == "namespaces");
}

}  // namespace

ApiServer::ApiServer(Rest& rest, EventLoop& loop, Latency& latency,
                     const std::string& git_version, const std::string& token)
    : rest_(rest),
      latency_(latency),
      watches_(rest_.store(), loop),
      applied_(rest_.store()),
      token_(token),
      version_(Version(git_version)) {}

void ApiServer::Handle(HttpRequest http,
                       const std::shared_ptr<HttpExchange>& exchange) {
  try {
    ApiRequest request = ParseApiRequest(http.method, http.target);
    CheckCredentials(http, request, token_);
    const Kind* const kind =
        rest_.kinds().Find(request.group, request.version, request.resource);
    const std::string verb = request.verb.empty() ? "get" : request.verb;
    const std::string resource =
        kind != nullptr ? kind->resource : request.path;
    latency_.Delay(verb, resource,
                   [this, http = std::move(http), request = std::move(request),
                    exchange] { Reply(http, request, exchange); });
  } catch (const ApiError& error) {
    exchange->Answer(Refusal(error));
  }
}

void ApiServer::Reply(const HttpRequest& http, const ApiRequest& request,
                      const std::shared_ptr<HttpExchange>& exchange) {
  try {
    const Kind* const kind =
        rest_.kinds().Find(request.group, request.version, request.resource);
    if (request.verb == "watch" && kind != nullptr && !kind->review) {
      watches_.Open(*kind, request, WantedForm(http.accept), exchange);
    } else {
      exchange->Answer(Answer(http, request));
    }
  } catch (const ApiError& error) {
    exchange->Answer(Refusal(error));
  } catch (const json::exception& error) {
    // A field of another type than is looked for.
    exchange->Answer(Refusal(BadRequest(error.what())));
  }
}

HttpAnswer ApiServer::Answer(const HttpRequest& http,
                             const ApiRequest& request) {
  if (request.resource.empty()) return AnswerPath(http, request);
  const Kind* const kind =
      rest_.kinds().Find(request.group, request.version, request.resource);
  if (kind == nullptr && !IsBelowGroup(request.path)) return PageNotFound();
  // Cluster-scoped in a namespace is no path, nor is one object of a namespaced
  // kind outside of all namespaces.
  if (kind == nullptr || !IsSubresource(*kind, request.subresource) ||
      (!kind->namespaced && !request.ns.empty()) ||
      (kind->namespaced && request.ns.empty() && !request.name.empty())) {
    throw NotServed();
  }
  const Form form = WantedForm(http.accept);
  const std::string& verb = request.verb;
  if (kind->review) return Review(*kind, http, request);
  if (verb == "get") {
    return Object(*kind, *rest_.Get(*kind, request.ns, request.name), form);
  }
  if (verb == "list") return List(*kind, request, form);
  if (verb == "create" || verb == "update" || verb == "patch") {
    const Written written = Write(rest_, applied_, *kind, http, request);
    return Object(*kind, *written.object, form, written.created ? 201 : 200);
  }
  if (verb == "delete" && request.subresource.empty()) {
    return Delete(*kind, http, request, form);
  }
  if (verb == "deletecollection") {
    return DeleteCollection(*kind, http, request, form);
  }
  throw MethodNotAllowed();
}

bool ApiServer::IsBelowGroup(std::string_view path) const {
  constexpr std::string_view kGroups = "/apis/";
  if (!path.starts_with(kGroups)) return true;
  path.remove_prefix(kGroups.size());
  return rest_.kinds().HasGroup(path.substr(0, path.find('/')));
}

HttpAnswer ApiServer::AnswerPath(const HttpRequest& http,
                                 const ApiRequest& request) {
  const std::string& path = request.path;
  if (path == "/version") return {200, version_};
  if (path == "/healthz" || path == "/livez" || path == "/readyz") {
    return {200, "ok", kPlainText};
  }
  if (auto document = Discover(rest_.kinds(), path, http.accept)) {
    return *std::move(document);
  }
  if (path.starts_with("/api") && IsBelowGroup(path)) throw NotServed();
  return PageNotFound();
}

HttpAnswer ApiServer::Review(const Kind& kind, const HttpRequest& http,
                             const ApiRequest& request) const {
  if (request.verb != "create" || !request.name.empty() ||
      kind.namespaced == request.ns.empty()) {
    throw MethodNotAllowed();
  }
  return {201, AnswerReview(kind, ReadObject(http, kind), request.ns, token_)};
}

HttpAnswer ApiServer::List(const Kind& kind, const ApiRequest& request,
                           Form form) {
  const Page page = ReadPage(rest_.store(), kind, request);
  return {200, RenderList(kind, page.objects, page.meta, form)};
}

HttpAnswer ApiServer::Delete(const Kind& kind, const HttpRequest& http,
                             const ApiRequest& request, Form form) {
  const Rest::Deleted deleted = rest_.Delete(kind, request.ns, request.name,
                                             ReadDeleteOptions(http, request));
  if (!deleted.gone || ReturnsDeleted(kind)) {
    return Object(kind, *deleted.object, form);
  }
  return {200, SuccessStatus(kind, request.name, deleted.object->uid())};
}

HttpAnswer ApiServer::DeleteCollection(const Kind& kind,
                                       const HttpRequest& http,
                                       const ApiRequest& request, Form form) {
  if (kind.Storage() == "namespaces" ||
      (kind.namespaced && request.ns.empty())) {
    throw MethodNotAllowed();
  }
  const DeleteOptions options = ReadDeleteOptions(http, request);
  const Selector selector(kind, request.Query("labelSelector"),
                          request.Query("fieldSelector"));
  std::vector<ObjectPtr> deleted;
  for (const ObjectPtr& object :
       rest_.store().List(kind.Storage(), request.ns)) {
    if (!selector.Matches(object->value())) continue;
    deleted.push_back(object);
    rest_.Delete(kind, request.ns, object->name(), options);
  }
  return {200, RenderList(kind, deleted, {.revision = rest_.store().revision()},
                          form)};
}

HttpAnswer ServerRefusal(int status, const std::string& why) {
  if (status == 413) {
    return Refusal(ApiError(status, "RequestEntityTooLarge",
                            "Request entity too large: " + why, nullptr));
  }
  const json details = {{"causes", json::array({{{"message", why}}})}};
  return Refusal(ApiError(status, "InternalError",
                          "Internal error occurred: " + why, details));
}

}  // namespace bench
