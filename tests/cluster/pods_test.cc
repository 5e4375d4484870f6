#include "cluster/pods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fake_api.h"

namespace bench {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

json Node(const std::string& kubelet) {
  return {{"status", {{"nodeInfo", {{"kubeletVersion", kubelet}}}}}};
}

std::string WhyNoneRuns(const std::vector<json>& nodes) {
  FakeApi api;
  api.intercept = [&](const Request& request) -> std::optional<Response> {
    if (request.path != "/api/v1/nodes") return std::nullopt;
    return Response{.status = 200, .body = json{{"items", nodes}}.dump()};
  };
  return WhyNoPodRuns(api);
}

TEST(PodsTest, RunWhereANodeHasAKubelet) {
  EXPECT_EQ(WhyNoneRuns({Node("v1.37.2")}), "");
  EXPECT_EQ(WhyNoneRuns({Node("kwok-v0.8.0"), Node("v1.35.0-eks-1")}), "");
  EXPECT_EQ(WhyNoneRuns({Node("kwok-v0.8.0"), Node("fake"), Node("")}),
            "its nodes have no kubelet");
  EXPECT_EQ(WhyNoneRuns({}), "it has no nodes");
}

TEST(PodsTest, AreNotDeniedWhereTheNodesMayNotBeListed) {
  FakeApi api;
  api.intercept = [](const Request&) { return Response{.status = 403}; };
  EXPECT_EQ(WhyNoPodRuns(api), "");
}

TEST(PodsTest, AnImageIsThereUnderItsNameWithARegistry) {
  FakeApi api;
  api.intercept = [](const Request&) {
    const json node = {
        {"status",
         {{"images",
           {{{"names", {"docker.io/mine/app@sha256:0", "docker.io/mine/app:1"}},
             {"sizeBytes", 1}}}}}}};
    return Response{.status = 200, .body = json{{"items", {node}}}.dump()};
  };
  EXPECT_TRUE(HasImage(api, "mine/app:1"));
  EXPECT_FALSE(HasImage(api, "mine/app:2"));
}

json Workload(int wanted, int ready, int generation = 1) {
  return {{"metadata", {{"generation", generation}}},
          {"spec", {{"replicas", wanted}}},
          {"status", {{"observedGeneration", 1}, {"readyReplicas", ready}}}};
}

WantedPods Count(const std::vector<json>& items) {
  return CountWantedPods(json{{"items", items}}.dump());
}

TEST(WantedPodsTest, AreCountedOverAllWorkloads) {
  const WantedPods count = Count({Workload(3, 1), Workload(1, 1)});
  EXPECT_EQ(count.wanted, 4);
  EXPECT_EQ(count.ready, 2);
}

TEST(WantedPodsTest, OneThatItsControllerHasNotSeenHasNone) {
  EXPECT_EQ(Count({Workload(1, 1, 2)}).ready, 0);
  EXPECT_EQ(
      Count({{{"metadata", {{"generation", 1}}}, {"spec", {{"replicas", 2}}}}})
          .wanted,
      2);
}

TEST(WantedPodsTest, OfADaemonSetAreAsManyAsItHasNodes) {
  const json set = {{"metadata", {{"generation", 1}}},
                    {"status",
                     {{"observedGeneration", 1},
                      {"desiredNumberScheduled", 2},
                      {"numberReady", 1}}}};
  const WantedPods count = Count({set});
  EXPECT_EQ(count.wanted, 2);
  EXPECT_EQ(count.ready, 1);
}

json Pod(const std::string& name, const json& status) {
  return {{"metadata", {{"name", name}, {"namespace", "a"}}},
          {"status", status}};
}

json Condition(const char* type, const char* status, const char* message) {
  return {{"type", type}, {"status", status}, {"message", message}};
}

std::string First(const std::vector<json>& pods) {
  return FirstUnreadyPod(json{{"items", pods}}.dump());
}

TEST(UnreadyPodTest, IsNoneThatIsReadyOrHasEnded) {
  EXPECT_EQ(
      First({Pod("ready", {{"phase", "Running"},
                           {"conditions",
                            json::array({Condition("Ready", "True", "")})}}),
             Pod("job", {{"phase", "Succeeded"}})}),
      "");
}

TEST(UnreadyPodTest, HasTheKubeletsReason) {
  const json waiting = {
      {"name", "mysql"},
      {"ready", false},
      {"state",
       {{"waiting",
         {{"reason", "ErrImagePull"}, {"message", "no such image"}}}}}};
  EXPECT_EQ(
      First({Pod("mysql-0", {{"phase", "Pending"},
                             {"containerStatuses", json::array({waiting})}})}),
      "Pod a/mysql-0: container mysql: ErrImagePull: no such image");
}

TEST(UnreadyPodTest, WithoutANodeHasTheSchedulersReason) {
  EXPECT_EQ(First({Pod("big", {{"phase", "Pending"},
                               {"conditions",
                                json::array({Condition(
                                    "PodScheduled", "False",
                                    "0/1 nodes: Insufficient cpu.")})}})}),
            "Pod a/big: 0/1 nodes: Insufficient cpu.");
  EXPECT_EQ(First({Pod("new", {{"phase", "Pending"}})}),
            "Pod a/new: it is Pending");
}

// Lists of all kinds of a namespace: one StatefulSet whose pod is not ready.
std::optional<Response> OnePodShort(const Request& request) {
  json items = json::array();
  if (request.path == "/apis/apps/v1/namespaces/a/statefulsets") {
    items.push_back(Workload(1, 0));
  } else if (request.path == "/api/v1/namespaces/a/pods") {
    items.push_back(Pod("db-0", {{"phase", "Pending"}}));
  }
  return Response{.status = 200, .body = json{{"items", items}}.dump()};
}

TEST(AwaitReadyPodsTest, SaysWhichIsNotReadyInTime) {
  FakeApi api;
  api.intercept = OnePodShort;
  const std::array<std::string, 1> namespaces = {"a"};
  EXPECT_THAT(AwaitReadyPods(api, namespaces, 0, {}, {}),
              AllOf(HasSubstr("0 of 1 pods were ready within 0"),
                    HasSubstr("Pod a/db-0: it is Pending")));
}

TEST(AwaitReadyPodsTest, EndsWhenAllAreReady) {
  FakeApi api;
  int asked = 0;
  api.intercept = [&](const Request& request) {
    return ++asked < 7 ? OnePodShort(request)
                       : Response{.status = 200, .body = R"({"items":[]})"};
  };
  const std::array<std::string, 1> namespaces = {"a"};
  const Pacing fast{.poll = std::chrono::milliseconds(1)};
  EXPECT_EQ(AwaitReadyPods(api, namespaces, 60, fast, {}), "");
  EXPECT_GT(asked, 6);
}

}  // namespace
}  // namespace bench
