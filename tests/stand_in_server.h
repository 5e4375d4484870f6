#pragma once

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kubernetes/api.h"
#include "kubernetes/protobuf.h"
#include "stand_in/client.h"
#include "stand_in/discovery_cache.h"
#include "stand_in/helm_costs.h"
#include "stand_in/session.h"
#include "util/error.h"

namespace bench {

/// An API server in memory that takes protobuf and answers in it, as helm's
/// storage meets one, and logs what it is asked.
class StandInServer : public Api {
 public:
  using json = nlohmann::json;
  using Api::Send;

  /// "GET /version": a string for each call of Send, its requests joined by
  /// " + ".
  std::vector<std::string> log;
  /// What stands under each path.
  std::map<std::string, json> objects;
  /// Answers instead of the server where it returns something.
  std::function<std::optional<Response>(const Request&)> intercept;

  std::vector<Response> Send(std::span<const Request> requests) override {
    std::vector<Response> responses;
    std::string line;
    for (const Request& request : requests) {
      line += (line.empty() ? "" : " + ") + request.method + " " + request.path;
      std::optional<Response> other;
      if (intercept) other = intercept(request);
      responses.push_back(other ? *other : Answer(request));
    }
    log.push_back(line);
    return responses;
  }

  static Response Refusal(int status, const std::string& reason,
                          const std::string& message) {
    const json body = {{"kind", "Status"},
                       {"apiVersion", "v1"},
                       {"message", message},
                       {"reason", reason}};
    return {.status = status, .body = body.dump()};
  }

 private:
  Response Answer(const Request& request) {
    const std::string path = request.path.substr(0, request.path.find('?'));
    if (path == "/version") return {.status = 200, .body = "{}"};
    if (path == "/api") return Groups({{"", "v1", CoreTypes()}});
    if (path == "/apis") return Groups({{"apps", "v1", AppTypes()}});
    if (request.path.find("labelSelector=") != std::string::npos) {
      return Records(request.path);
    }
    if (request.method == "POST") return Create(path, Body(request));
    if (!objects.contains(path)) {
      return Refusal(404, "NotFound", path + " not found");
    }
    if (request.method == "PUT") objects[path] = Body(request);
    const json object = objects[path];
    if (request.method == "DELETE") objects.erase(path);
    return Answer(200, object);
  }

  static json Body(const Request& request) {
    return json::parse(request.content_type == kProtobufContentType
                           ? JsonFromProtobuf(request.body)
                           : request.body);
  }

  /// A Secret comes back in protobuf, as from a real one.
  static Response Answer(int status, const json& object) {
    const std::string kind = object.value("kind", "");
    const bool secret = kind == "Secret" || kind == "SecretList";
    return {.status = status,
            .body = secret ? ProtobufFromJson(object.dump()) : object.dump()};
  }

  Response Create(const std::string& collection, const json& object) {
    const std::string path =
        collection + "/" + object.at("metadata").at("name").get<std::string>();
    if (objects.contains(path)) {
      return Refusal(409, "AlreadyExists", path + " already exists");
    }
    objects[path] = object;
    return Answer(201, object);
  }

  Response Records(const std::string& path) {
    const std::string collection = path.substr(0, path.find('?')) + "/";
    json items = json::array();
    for (const auto& [name, object] : objects) {
      const json labels = object.at("metadata").value("labels", json::object());
      const bool wanted =
          labels.value("owner", "") == "helm" &&
          (path.find("name%3D") == std::string::npos ||
           path.find("name%3D" + labels.value("name", "") + "%2C") !=
               std::string::npos) &&
          (path.find("status%3D") == std::string::npos ||
           path.find("status%3D" + labels.value("status", "")) !=
               std::string::npos);
      if (wanted && name.starts_with(collection)) items.push_back(object);
    }
    return Answer(
        200, {{"kind", "SecretList"}, {"apiVersion", "v1"}, {"items", items}});
  }

  static json Type(const char* resource, const char* kind, bool namespaced) {
    return {{"resource", resource},
            {"responseKind", {{"kind", kind}}},
            {"scope", namespaced ? "Namespaced" : "Cluster"},
            {"verbs", {"delete", "list"}}};
  }
  static json CoreTypes() {
    return {Type("configmaps", "ConfigMap", true),
            Type("secrets", "Secret", true), Type("services", "Service", true),
            Type("namespaces", "Namespace", false)};
  }
  static json AppTypes() {
    return json::array({Type("deployments", "Deployment", true)});
  }
  struct Group {
    const char* name;
    const char* version;
    json types;
  };
  static Response Groups(const std::vector<Group>& groups) {
    json items = json::array();
    for (const Group& group : groups) {
      const json version = {{"version", group.version},
                            {"resources", group.types}};
      items.push_back({{"metadata", {{"name", group.name}}},
                       {"versions", json::array({version})}});
    }
    const json body = {{"kind", "APIGroupDiscoveryList"}, {"items", items}};
    return {.status = 200, .body = body.dump()};
  }
};

/// A session with such a server; nothing is slept, what would be is added up.
struct StandInSession {
  StandInServer server;
  std::chrono::nanoseconds slept{};
  Client client{server, "https://server",
                [this](std::chrono::nanoseconds time) { slept += time; }};
  DiscoveryCache kinds;
  Burner burner{HelmCosts()};
  Session session;

  /// `cache`: a folder for discovery.
  explicit StandInSession(const std::filesystem::path& cache)
      : kinds(client, cache, "https://server"),
        session{client, kinds, burner, Throttle(-1, 1), "ns"} {}
};

/// The message of what `run` throws; empty: it throws no Error.
template <typename Run>
std::string ErrorOf(Run run) {
  try {
    run();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace bench
