#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kubernetes/api.h"

namespace bench {

/// A small API server in memory. It serves a handful of types, puts what
/// controllers put into a new namespace, collects what owners leave, and logs
/// what it is asked to change.
class FakeApi : public Api {
 public:
  using json = nlohmann::json;
  using Api::Send;

  /// "POST /api/v1/namespaces", "DELETE /api/v1/…": everything but GET.
  std::vector<std::string> changes;
  /// How often something was listed.
  int lists = 0;
  /// Answers instead of the server where it returns something.
  std::function<std::optional<Response>(const Request&)> intercept;
  /// Whether a controller-manager fills new namespaces.
  bool controllers = true;

  /// `path`: "/api/v1/namespaces/NS/configmaps/NAME". Returns its uid.
  std::string Put(const std::string& path, json metadata = json::object()) {
    const std::size_t slash = path.rfind('/');
    metadata["name"] = path.substr(slash + 1);
    constexpr std::string_view kNamespaces = "/namespaces/";
    const std::size_t ns = path.find(kNamespaces);
    if (ns != std::string::npos && ns + kNamespaces.size() != slash + 1) {
      const std::size_t begin = ns + kNamespaces.size();
      metadata["namespace"] = path.substr(begin, path.find('/', begin) - begin);
    }
    metadata["uid"] = fmt::format("uid-{}", ++counter_);
    metadata.emplace("creationTimestamp", "2026-01-02T00:00:00Z");
    metadata["resourceVersion"] = std::to_string(counter_);
    objects_[path] = metadata;
    return metadata["uid"];
  }

  void PutNamespace(const std::string& name, json labels = json::object()) {
    Put("/api/v1/namespaces/" + name, {{"labels", labels}});
  }

  /// A Secret that is not only listed by its metadata.
  void PutSecret(const std::string& path, const json& secret) {
    Put(path, secret.at("metadata"));
    data_[path] = secret.at("data");
  }

  bool Has(const std::string& path) const { return objects_.contains(path); }
  void Erase(const std::string& path) { objects_.erase(path); }

  std::vector<Response> Send(std::span<const Request> requests) override {
    std::vector<Response> responses;
    for (const Request& request : requests) {
      std::optional<Response> other;
      if (intercept) other = intercept(request);
      responses.push_back(other ? *other : Answer(request));
    }
    return responses;
  }

  static Response Refusal(int status, const std::string& message) {
    const json body = {{"kind", "Status"}, {"message", message}};
    return {.status = status, .body = body.dump()};
  }

 private:
  Response Answer(const Request& request) {
    const std::string path = request.path.substr(0, request.path.find('?'));
    if (path == "/api") return Aggregated(json::array({CoreTypes()}));
    if (path == "/apis") return Aggregated(GroupTypes());
    if (request.method == "GET") return ListOf(path, request.path);
    changes.push_back(request.method + " " + path);
    if (request.method == "POST") return Create(path, request.body);
    return Delete(path, json::parse(request.body));
  }

  static json Type(const char* resource, const char* kind, bool namespaced) {
    return {{"resource", resource},
            {"responseKind", {{"kind", kind}}},
            {"scope", namespaced ? "Namespaced" : "Cluster"},
            {"verbs", {"list", "delete"}}};
  }

  static json Group(const char* name, json types) {
    const json version = {{"version", "v1"}, {"resources", types}};
    return {{"metadata", {{"name", name}}},
            {"versions", json::array({version})}};
  }

  static json CoreTypes() {
    return Group(
        "",
        {Type("configmaps", "ConfigMap", true), Type("events", "Event", true),
         Type("namespaces", "Namespace", false),
         Type("persistentvolumeclaims", "PersistentVolumeClaim", true),
         Type("secrets", "Secret", true),
         Type("serviceaccounts", "ServiceAccount", true)});
  }

  static json GroupTypes() {
    return json::array(
        {Group("apps", {Type("deployments", "Deployment", true),
                        Type("replicasets", "ReplicaSet", true),
                        Type("statefulsets", "StatefulSet", true)}),
         Group("rbac.authorization.k8s.io",
               json::array({Type("clusterroles", "ClusterRole", false)}))});
  }

  static Response Aggregated(const json& groups) {
    const json body = {{"kind", "APIGroupDiscoveryList"}, {"items", groups}};
    return {.status = 200, .body = body.dump()};
  }

  Response ListOf(const std::string& path, const std::string& query) {
    ++lists;
    const bool helm_only = query.find("managed-by=Helm") != std::string::npos;
    json items = json::array();
    for (const auto& [name, metadata] : objects_) {
      if (name.substr(0, name.rfind('/')) != path) continue;
      const json labels = metadata.value("labels", json::object());
      if (helm_only &&
          labels.value("app.kubernetes.io/managed-by", "") != "Helm") {
        continue;
      }
      items.push_back({{"metadata", metadata}});
      if (data_.contains(name)) items.back()["data"] = data_.at(name);
    }
    return {.status = 200, .body = json({{"items", items}}).dump()};
  }

  Response Create(const std::string& path, const std::string& body) {
    const json metadata = json::parse(body).at("metadata");
    const std::string full =
        path + "/" + metadata.at("name").get<std::string>();
    if (Has(full)) return Refusal(409, "already exists");
    Put(full, metadata);
    if (controllers) {
      Put(full + "/serviceaccounts/default");
      Put(full + "/configmaps/kube-root-ca.crt");
    }
    return {.status = 201, .body = "{}"};
  }

  Response Delete(const std::string& path, const json& options) {
    const auto found = objects_.find(path);
    if (found == objects_.end()) return Refusal(404, "not found");
    json& metadata = found->second;
    if (options.at("preconditions").at("uid") != metadata.at("uid")) {
      return Refusal(409, "uid does not match");
    }
    if (!metadata.value("finalizers", json::array()).empty()) {
      metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z";
      return {.status = 200, .body = "{}"};
    }
    const json uid = metadata.at("uid");
    objects_.erase(found);
    std::erase_if(objects_, [&](const auto& item) {
      const json owners = item.second.value("ownerReferences", json::array());
      return item.first.starts_with(path + "/") ||
             (!owners.empty() && owners[0].at("uid") == uid);
    });
    return {.status = 200, .body = "{}"};
  }

  int counter_ = 0;
  std::map<std::string, json> objects_;
  std::map<std::string, json> data_;
};

/// Metadata of an object that a chart in namespace `ns` has made.
inline nlohmann::json ByHelm(const std::string& ns) {
  return {{"labels", {{"app.kubernetes.io/managed-by", "Helm"}}},
          {"annotations",
           {{"meta.helm.sh/release-name", "r"},
            {"meta.helm.sh/release-namespace", ns}}}};
}

}  // namespace bench
