#include "simulator/api_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "kubernetes/protobuf.h"
#include "simulator/api_error.h"
#include "simulator/discovery.h"
#include "simulator/openapi.h"
#include "simulator/paging.h"
#include "simulator/patch.h"
#include "simulator/render.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;

// As `kubectl version` shows it.
std::string Version(const std::string& git_version) {
  return json{{"major", "1"},
              {"minor", "36"},
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

HttpAnswer PageNotFound() {
  return {404, "404 page not found\n", "text/plain; charset=utf-8"};
}

HttpAnswer Refusal(const ApiError& error) {
  HttpAnswer answer;
  answer.status = error.code();
  answer.body = error.body();
  return answer;
}

HttpAnswer Object(const Kind& kind, const StoredObject& object, Form form,
                  int status = 200) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = RenderObject(kind, object, form);
  return answer;
}

bool IsType(const std::string& content_type, std::string_view type) {
  return content_type.substr(0, content_type.find(';')) == type;
}

json ParseJson(const std::string& text) {
  json body = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (body.is_discarded()) {
    throw BadRequest("the body of the request is not JSON");
  }
  return body;
}

// JSON or protobuf.
json ReadBody(const HttpRequest& http) {
  if (IsType(http.content_type, kProtobufContentType)) {
    try {
      return ParseJson(JsonFromProtobuf(http.body));
    } catch (const Error& error) {
      throw BadRequest(error.what());
    }
  }
  if (!http.content_type.empty() &&
      !IsType(http.content_type, "application/json") &&
      !IsType(http.content_type, "*/*")) {
    throw UnsupportedMediaType(
        "the body of the request was in an unknown format - accepted media "
        "types include: application/json, application/yaml, "
        "application/vnd.kubernetes.protobuf",
        false);
  }
  return ParseJson(http.body);
}

// From the body, or else the query.
DeleteOptions ReadDeleteOptions(const HttpRequest& http,
                                const ApiRequest& request) {
  if (!http.body.empty()) return ParseDeleteOptions(ReadBody(http));
  json options = json::object();
  if (const std::string policy = request.Query("propagationPolicy");
      !policy.empty()) {
    options["propagationPolicy"] = policy;
  }
  if (const std::string grace = request.Query("gracePeriodSeconds");
      !grace.empty()) {
    options["gracePeriodSeconds"] = ParseJson(grace);
  }
  if (!request.Query("dryRun").empty()) options["dryRun"] = {"All"};
  return ParseDeleteOptions(options);
}

bool IsSubresource(const Kind& kind, const std::string& name) {
  return name.empty() || (name == "status" && kind.has_status) ||
         (name == "finalize" && kind.Storage() == "namespaces");
}

// Server-side apply, as far as helm uses it: what is not there is created; what
// is there takes the fields that are sent.
json Applied(json now, const json& configuration) {
  StrategicMerge(now, configuration);
  return now;
}

}  // namespace

ApiServer::ApiServer(ControlPlane& control_plane, Scheduler& scheduler,
                     Latency& latency, const std::string& git_version,
                     const std::string& token)
    : rest_(control_plane.rest()),
      latency_(latency),
      watches_(rest_.store(), scheduler),
      authorization_("Bearer " + token),
      version_(Version(git_version)) {}

void ApiServer::Handle(HttpRequest http,
                       const std::shared_ptr<HttpExchange>& exchange) {
  try {
    if (http.authorization != authorization_) throw Unauthorized();
    ApiRequest request = ParseApiRequest(http.method, http.target);
    const Kind* const kind =
        rest_.kinds().Find(request.group, request.version, request.resource);
    const std::string verb = request.verb.empty() ? "get" : request.verb;
    const std::string resource =
        kind != nullptr ? kind->Storage() : request.path;
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
    if (request.verb == "watch" && kind != nullptr) {
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
  // Cluster-scoped in a namespace is no path, nor is one object of a namespaced
  // kind outside of all namespaces.
  if (kind == nullptr || !IsSubresource(*kind, request.subresource) ||
      (!kind->namespaced && !request.ns.empty()) ||
      (kind->namespaced && request.ns.empty() && !request.name.empty())) {
    throw NotServed();
  }
  const Form form = WantedForm(http.accept);
  const std::string& verb = request.verb;
  if (verb == "get") {
    return Object(*kind, *rest_.Get(*kind, request.ns, request.name), form);
  }
  if (verb == "list") return List(*kind, request, form);
  if (verb == "create" || verb == "update") {
    return Write(*kind, http, request, form);
  }
  if (verb == "patch") return Patch(*kind, http, request, form);
  if (verb == "delete" && request.subresource.empty()) {
    return Delete(*kind, http, request, form);
  }
  if (verb == "deletecollection") {
    return DeleteCollection(*kind, http, request, form);
  }
  throw MethodNotAllowed();
}

HttpAnswer ApiServer::AnswerPath(const HttpRequest& http,
                                 const ApiRequest& request) {
  HttpAnswer answer;
  const std::string& path = request.path;
  if (path == "/version") {
    answer.body = version_;
    return answer;
  }
  if (path == "/healthz" || path == "/livez" || path == "/readyz") {
    answer.body = "ok";
    answer.content_type = "text/plain; charset=utf-8";
    return answer;
  }
  if (auto openapi = OpenApi(rest_.kinds(), path)) {
    answer.body = std::move(*openapi);
    return answer;
  }
  auto document = Discover(rest_.kinds(), path, http.accept);
  if (!document && path.starts_with("/api")) throw NotServed();
  if (!document) return PageNotFound();
  answer.body = std::move(document->body);
  answer.content_type = std::move(document->content_type);
  return answer;
}

HttpAnswer ApiServer::List(const Kind& kind, const ApiRequest& request,
                           Form form) {
  const Page page = ReadPage(rest_.store(), kind, request);
  HttpAnswer answer;
  answer.body = RenderList(kind, page.objects, page.meta, form);
  return answer;
}

HttpAnswer ApiServer::Write(const Kind& kind, const HttpRequest& http,
                            const ApiRequest& request, Form form) {
  const bool dry_run = !request.Query("dryRun").empty();
  const bool creates = request.verb == "create";
  if (creates != request.name.empty()) throw MethodNotAllowed();
  if (creates && kind.namespaced && request.ns.empty()) {
    throw MethodNotAllowed();
  }
  json body = ReadBody(http);
  if (creates) {
    return Object(kind,
                  *rest_.Create(kind, request.ns, std::move(body), dry_run),
                  form, 201);
  }
  const bool there =
      rest_.store().Get(rest_.KeyOf(kind, request.ns, request.name)) != nullptr;
  const ObjectPtr object =
      rest_.Update(kind, request.ns, request.name, request.subresource,
                   std::move(body), dry_run);
  return Object(kind, *object, form, there ? 200 : 201);
}

HttpAnswer ApiServer::Patch(const Kind& kind, const HttpRequest& http,
                            const ApiRequest& request, Form form) {
  if (request.name.empty()) throw MethodNotAllowed();
  const bool dry_run = !request.Query("dryRun").empty();
  const bool applies =
      IsType(http.content_type, "application/apply-patch+yaml");
  const json patch = ParseJson(http.body);
  const Key key = rest_.KeyOf(kind, request.ns, request.name);
  const ObjectPtr before = rest_.store().Get(key);
  if (!before) {
    if (!applies) throw NotFound(kind, request.name);
    json created = patch;
    created["metadata"]["name"] = request.name;
    return Object(kind,
                  *rest_.Create(kind, request.ns, std::move(created), dry_run),
                  form, 201);
  }
  json now = before->value();
  // Only who names a version means that one.
  now["metadata"].erase("resourceVersion");
  if (applies) {
    now = Applied(std::move(now), patch);
  } else if (IsType(http.content_type, "application/merge-patch+json")) {
    now.merge_patch(patch);
  } else if (IsType(http.content_type, "application/json-patch+json")) {
    now = JsonPatched(now, patch);
  } else if (!kind.custom && IsType(http.content_type,
                                    "application/strategic-merge-patch+json")) {
    StrategicMerge(now, patch);
  } else {
    throw UnsupportedMediaType("415: Unsupported Media Type", true);
  }
  if (!now.contains("kind")) now["kind"] = kind.kind;
  if (!now.contains("apiVersion")) now["apiVersion"] = kind.ApiVersion();
  return Object(kind,
                *rest_.Update(kind, request.ns, request.name,
                              request.subresource, std::move(now), dry_run),
                form);
}

HttpAnswer ApiServer::Delete(const Kind& kind, const HttpRequest& http,
                             const ApiRequest& request, Form form) {
  const Rest::Deleted deleted = rest_.Delete(kind, request.ns, request.name,
                                             ReadDeleteOptions(http, request));
  if (!deleted.gone || ReturnsDeleted(kind)) {
    return Object(kind, *deleted.object, form);
  }
  HttpAnswer answer;
  answer.body = SuccessStatus(kind, request.name, deleted.object->uid());
  return answer;
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
    rest_.Delete(kind, request.ns,
                 object->metadata().at("name").get<std::string>(), options);
  }
  HttpAnswer answer;
  ListMeta meta;
  meta.revision = rest_.store().revision();
  answer.body = RenderList(kind, deleted, meta, form);
  return answer;
}

}  // namespace bench
