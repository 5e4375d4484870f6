#include "kubernetes/resources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "fake_api.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Answers each path with a text, others with 404.
FakeApi Answering(std::map<std::string, std::string> bodies) {
  FakeApi api;
  api.intercept = [bodies = std::move(bodies)](const Request& request) {
    const auto found = bodies.find(request.path);
    return found == bodies.end()
               ? FakeApi::Refusal(404, "the server could not find it")
               : Response{.status = 200, .body = found->second};
  };
  return api;
}

// Both from Kubernetes 1.36, shortened.
constexpr const char* kAggregatedCore = R"({
  "kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2",
  "metadata": {},
  "items": [{"metadata": {}, "versions": [{"version": "v1", "resources": [
    {"resource": "bindings",
     "responseKind": {"group": "", "version": "", "kind": "Binding"},
     "scope": "Namespaced", "singularResource": "binding",
     "verbs": ["create"]},
    {"resource": "pods",
     "responseKind": {"group": "", "version": "", "kind": "Pod"},
     "scope": "Namespaced", "singularResource": "pod", "shortNames": ["po"],
     "verbs": ["create", "delete", "get", "list", "watch"],
     "subresources": [{"subresource": "log", "responseKind":
       {"group": "", "version": "", "kind": "Pod"}, "verbs": ["get"]}]}],
    "freshness": "Current"}]}]})";
constexpr const char* kAggregatedGroups = R"({
  "kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2",
  "items": [
    {"metadata": {"name": "autoscaling"}, "versions": [
      {"version": "v2", "freshness": "Current", "resources": [
        {"resource": "horizontalpodautoscalers", "scope": "Namespaced",
         "responseKind": {"kind": "HorizontalPodAutoscaler"},
         "verbs": ["delete", "list"]}]},
      {"version": "v1", "freshness": "Current", "resources": [
        {"resource": "horizontalpodautoscalers", "scope": "Namespaced",
         "responseKind": {"kind": "HorizontalPodAutoscaler"},
         "verbs": ["delete", "list"]},
        {"resource": "older", "scope": "Cluster",
         "responseKind": {"kind": "Older"}, "verbs": ["delete", "list"]}]}]},
    {"metadata": {"name": "metrics.k8s.io"}, "versions": [
      {"version": "v1beta1", "freshness": "Stale", "resources": [
        {"resource": "pods", "scope": "Namespaced",
         "responseKind": {"kind": "PodMetrics"}, "verbs": ["get", "list"]}]}
    ]}]})";

TEST(DiscoverTest, ReadsAggregatedDiscovery) {
  FakeApi api =
      Answering({{"/api", kAggregatedCore}, {"/apis", kAggregatedGroups}});
  const Discovery discovery = Discover(api);
  EXPECT_EQ(discovery.error, "");
  // Each in the preferred version that has it; nothing of a stale group.
  EXPECT_THAT(
      discovery.types,
      ElementsAre(
          ResourceType{"", "v1", "bindings", "Binding", true, false},
          ResourceType{"", "v1", "pods", "Pod", true, true},
          ResourceType{"autoscaling", "v2", "horizontalpodautoscalers",
                       "HorizontalPodAutoscaler", true, true},
          ResourceType{"autoscaling", "v1", "older", "Older", false, true}));
}

TEST(DiscoverTest, AsksGroupByGroupWhereItIsNotAggregated) {
  FakeApi api = Answering({
      {"/api", R"({"kind": "APIVersions", "versions": ["v1"]})"},
      {"/apis", R"({"kind": "APIGroupList", "groups": [
         {"name": "apps", "preferredVersion": {"groupVersion": "apps/v1"}},
         {"name": "broken", "preferredVersion":
           {"groupVersion": "broken/v1"}}]})"},
      {"/api/v1", R"({"kind": "APIResourceList", "groupVersion": "v1",
         "resources": [
         {"name": "pods", "namespaced": true, "kind": "Pod",
          "verbs": ["list", "delete"]},
         {"name": "pods/log", "namespaced": true, "kind": "Pod",
          "verbs": ["get"]}]})"},
      {"/apis/apps/v1", R"({"groupVersion": "apps/v1", "resources": [
         {"name": "deployments", "namespaced": true, "kind": "Deployment",
          "verbs": ["list"]}]})"},
  });
  const Discovery discovery = Discover(api);
  EXPECT_EQ(discovery.error, "");
  EXPECT_THAT(discovery.types,
              ElementsAre(ResourceType{"", "v1", "pods", "Pod", true, true},
                          ResourceType{"apps", "v1", "deployments",
                                       "Deployment", true, false}));
}

TEST(DiscoverTest, SaysWhyItFailed) {
  FakeApi refusing;
  refusing.intercept = [](const Request&) {
    return FakeApi::Refusal(401, "Unauthorized");
  };
  EXPECT_EQ(Discover(refusing).error, "Unauthorized");

  FakeApi odd = Answering({{"/api", "<html>"}, {"/apis", "<html>"}});
  EXPECT_THAT(Discover(odd).error, HasSubstr("cannot be read"));
  FakeApi list = Answering({{"/api", "[]"}, {"/apis", "[]"}});
  EXPECT_THAT(Discover(list).error, HasSubstr("cannot be read"));
}

TEST(ResourceTypeTest, KnowsItsPaths) {
  const ResourceType pods{.version = "v1", .resource = "pods", .kind = "Pod"};
  EXPECT_EQ(pods.Name(), "pods");
  EXPECT_EQ(pods.Path("a"), "/api/v1/namespaces/a/pods");
  EXPECT_EQ(pods.Path("a", "x"), "/api/v1/namespaces/a/pods/x");
  EXPECT_EQ(pods.Path(""), "/api/v1/pods");
  const ResourceType roles{.group = "rbac.authorization.k8s.io",
                           .version = "v1",
                           .resource = "clusterroles",
                           .kind = "ClusterRole",
                           .namespaced = false};
  EXPECT_EQ(roles.Name(), "clusterroles.rbac.authorization.k8s.io");
  EXPECT_EQ(roles.Path("", "x"),
            "/apis/rbac.authorization.k8s.io/v1/clusterroles/x");
}

}  // namespace
}  // namespace bench
