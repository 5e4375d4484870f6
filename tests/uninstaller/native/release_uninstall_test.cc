#include "uninstaller/native/release_uninstall.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "uninstaller/native/fake_loop.h"

namespace bench {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kSecrets = "/api/v1/namespaces/ns/secrets";
const std::string kMaps = "/api/v1/namespaces/ns/configmaps";
const std::string kJobs = "/apis/batch/v1/namespaces/ns/jobs";

std::string Object(const std::string& kind, const std::string& name,
                   const json& annotations = json::object()) {
  const std::string version = kind == "Job"    ? "batch/v1"
                              : kind == "Gone" ? "gone.example.com/v1"
                                               : "v1";
  return "---\n" +
         json{{"apiVersion", version},
              {"kind", kind},
              {"metadata", {{"name", name}, {"annotations", annotations}}}}
             .dump() +
         "\n";
}

json Hook(const std::string& name, const char* event, json policies,
          const std::string& kind = "Job") {
  return {{"name", name},
          {"kind", kind},
          {"path", "templates/" + name},
          {"manifest", Object(kind, name)},
          {"events", {event}},
          {"delete_policies", std::move(policies)}};
}

json Kind(const char* resource, const char* kind) {
  return {{"resource", resource},
          {"responseKind", {{"kind", kind}}},
          {"scope", "Namespaced"},
          {"verbs", {"delete", "get", "list", "watch"}}};
}

json Group(const char* name, json kinds) {
  return {{"metadata", {{"name", name}}},
          {"versions", {{{"version", "v1"}, {"resources", std::move(kinds)}}}}};
}

Response Discovery(json groups) {
  return {.status = 200,
          .body = json{{"kind", "APIGroupDiscoveryList"},
                       {"apiVersion", "apidiscovery.k8s.io/v2"},
                       {"items", std::move(groups)}}
                      .dump()};
}

Response Refused(int status, const std::string& message) {
  return {.status = status,
          .body = json{{"kind", "Status"}, {"message", message}}.dump()};
}

/// One release in a cluster that is a map from paths to objects.
class ReleaseUninstallTest : public testing::Test {
 protected:
  void Install(const std::string& manifest, json hooks = json::array(),
               const std::vector<int>& revisions = {1}) {
    release_ = {.ns = "ns", .name = "r"};
    for (const int revision : revisions) {
      const Record record({{"name", "r"},
                           {"namespace", "ns"},
                           {"version", revision},
                           {"info", {{"status", "deployed"}}},
                           {"manifest", manifest},
                           {"hooks", hooks}},
                          {});
      Put(kSecrets + "/" + record.Key(), SecretOf(record, "createdAt"));
      release_.revisions.push_back(
          {.revision = revision, .status = "deployed", .key = record.Key()});
    }
  }

  void Put(const std::string& path, json object) {
    objects_[path] = std::move(object);
  }
  /// As helm marks it.
  void PutOwned(const std::string& path, const std::string& release = "r") {
    Put(path, {{"metadata",
                {{"labels", {{"app.kubernetes.io/managed-by", "Helm"}}},
                 {"annotations",
                  {{"meta.helm.sh/release-name", release},
                   {"meta.helm.sh/release-namespace", "ns"}}}}}});
  }

  UninstallOutcome Uninstall() {
    auto loop = std::make_unique<FakeLoop>(
        [this](const Request& request) { return Answer(request); },
        [this](const Request& request) { return events_(request); });
    FakeLoop& seen = *loop;
    ApiSession session(std::move(loop), 32, stop_.get_token());
    UninstallOutcome outcome =
        RunAsync(UninstallNatively(session, release_, options_),
                 [&session] { session.Run(); });
    rounds_ = seen.rounds;
    std::erase(rounds_, "GET /api + GET /apis");
    slept_ = seen.slept;
    return outcome;
  }

  Response Answer(const Request& request) {
    if (const auto found = answers_.find(request.method + " " + request.path);
        found != answers_.end()) {
      return found->second;
    }
    if (request.path == "/api") {
      return Discovery({Group(
          "", {Kind("configmaps", "ConfigMap"), Kind("services", "Service"),
               Kind("secrets", "Secret")})});
    }
    if (request.path == "/apis") {
      return Discovery({Group("batch", {Kind("jobs", "Job")})});
    }
    if (request.method == "POST") {
      const json object = json::parse(request.body);
      const std::string path = request.path.substr(0, request.path.find('?')) +
                               "/" +
                               object["metadata"]["name"].get<std::string>();
      Put(path, object);
      return {.status = 201, .body = object.dump()};
    }
    const auto object = objects_.find(request.path);
    if (object == objects_.end()) return Refused(404, "not found");
    if (request.method == "PUT") object->second = json::parse(request.body);
    Response response = {.status = 200, .body = object->second.dump()};
    if (request.method == "DELETE") objects_.erase(object);
    return response;
  }

  std::string StatusOf(int revision) {
    const auto found = objects_.find(kSecrets + "/sh.helm.release.v1.r.v" +
                                     std::to_string(revision));
    return found == objects_.end() ? "gone"
                                   : ReadSecret(found->second)->status();
  }

  StoredRelease release_;
  NativeOptions options_ = {.rules = HelmRules::k3};
  std::map<std::string, json> objects_;
  std::map<std::string, Response> answers_;  // "DELETE /api/…"
  std::function<std::string(const Request&)> events_ = [](const auto&) {
    return "";
  };
  std::stop_source stop_;
  std::vector<std::string> rounds_;
  Clock::duration slept_{};
};

TEST_F(ReleaseUninstallTest, DeletesKindAfterKindThenTheRecord) {
  Install(Object("ConfigMap", "a") + Object("Service", "s") +
          Object("ConfigMap", "b"));
  EXPECT_EQ(Uninstall().error, "");
  EXPECT_THAT(rounds_,
              ElementsAre("GET " + kSecrets + "/sh.helm.release.v1.r.v1",
                          "DELETE /api/v1/namespaces/ns/services/s",
                          "DELETE " + kMaps + "/a + DELETE " + kMaps + "/b",
                          "DELETE " + kSecrets + "/sh.helm.release.v1.r.v1"));
}

TEST_F(ReleaseUninstallTest, DeletesTheNewestRecordLast) {
  Install(Object("ConfigMap", "a"), json::array(), {1, 2, 10});
  EXPECT_EQ(Uninstall().error, "");
  const std::string record = kSecrets + "/sh.helm.release.v1.r.v";
  ASSERT_GE(rounds_.size(), 2);
  EXPECT_THAT(std::vector(rounds_.end() - 2, rounds_.end()),
              ElementsAre("DELETE " + record + "1 + DELETE " + record + "2",
                          "DELETE " + record + "10"));
}

TEST_F(ReleaseUninstallTest, AKindThatIsNotServedLeavesAllAndIsWrittenDown) {
  PutOwned(kMaps + "/a");
  Install(Object("ConfigMap", "a") + Object("Gone", "g"));
  EXPECT_THAT(Uninstall().error,
              HasSubstr("no matches for kind \"Gone\" in version "
                        "\"gone.example.com/v1\""));
  EXPECT_THAT(rounds_, Not(Contains(StartsWith("DELETE"))));
  EXPECT_EQ(StatusOf(1), "uninstalling");
}

TEST_F(ReleaseUninstallTest, AfterARefusalTheOtherKindsGoAndTheRecordStays) {
  Install(Object("ConfigMap", "a") + Object("Service", "s"));
  answers_["DELETE /api/v1/namespaces/ns/services/s"] =
      Refused(403, "you may not");
  EXPECT_EQ(Uninstall().error, "failed to delete release: r: you may not");
  EXPECT_THAT(rounds_, Contains("DELETE " + kMaps + "/a"));
  EXPECT_EQ(StatusOf(1), "uninstalling");
}

TEST_F(ReleaseUninstallTest, KeepsWhatThePolicyKeepsAndSaysSo) {
  Install(Object("ConfigMap", "a", {{"helm.sh/resource-policy", "keep"}}) +
          Object("ConfigMap", "b", {{"helm.sh/resource-policy", "delete"}}));
  const UninstallOutcome outcome = Uninstall();
  EXPECT_EQ(outcome.error, "");
  EXPECT_THAT(outcome.kept, ElementsAre("[ConfigMap] a"));
  EXPECT_THAT(rounds_, Not(Contains(HasSubstr(kMaps))));
}

TEST_F(ReleaseUninstallTest, Helm4LeavesWhatIsNotTheReleases) {
  options_.rules = HelmRules::k4;
  PutOwned(kMaps + "/own");
  PutOwned(kMaps + "/others", "other");
  answers_["GET " + kMaps + "/hidden"] = Refused(403, "you may not look");
  Install(Object("ConfigMap", "own") + Object("ConfigMap", "others") +
          Object("ConfigMap", "hidden") + Object("ConfigMap", "gone"));
  const UninstallOutcome outcome = Uninstall();
  EXPECT_EQ(outcome.error, "");
  EXPECT_THAT(outcome.not_owned, ElementsAre("[ConfigMap] others"));
  EXPECT_THAT(outcome.unverifiable,
              ElementsAre("[ConfigMap] hidden: you may not look"));
  EXPECT_THAT(rounds_, Contains("DELETE " + kMaps + "/own"));
  EXPECT_EQ(StatusOf(1), "gone");
}

TEST_F(ReleaseUninstallTest, Helm3AsksForNoOwner) {
  PutOwned(kMaps + "/a", "other");
  Install(Object("ConfigMap", "a"));
  EXPECT_EQ(Uninstall().error, "");
  EXPECT_FALSE(objects_.contains(kMaps + "/a"));
}

TEST_F(ReleaseUninstallTest, AHookIsMadeAnewAndWaitedForBeforeTheRestGoes) {
  Install(Object("ConfigMap", "a"), {Hook("h", "pre-delete", json::array())});
  events_ = [](const Request& request) {
    return request.path.starts_with(kJobs)
               ? json{{"type", "MODIFIED"},
                      {"object",
                       {{"status",
                         {{"conditions",
                           {{{"type", "Complete"}, {"status", "True"}}}}}}}}}
                         .dump() +
                     "\n"
               : std::string();
  };
  EXPECT_EQ(Uninstall().error, "");
  const std::string record = kSecrets + "/sh.helm.release.v1.r.v1";
  EXPECT_THAT(
      rounds_,
      ElementsAre("GET " + record, "DELETE " + kJobs + "/h", "PUT " + record,
                  "POST " + kJobs + "?fieldManager=helm", "GET " + kJobs + "/h",
                  StartsWith("GET " + kJobs + "?watch=true"),
                  "DELETE " + kMaps + "/a", "DELETE " + record));
  EXPECT_TRUE(objects_.contains(kJobs + "/h"));
}

TEST_F(ReleaseUninstallTest, AHookThatFailsEndsItAndItsPolicyIsHeeded) {
  Install(Object("ConfigMap", "a"), {Hook("h", "pre-delete", {"hook-failed"})});
  events_ = [](const Request&) {
    return json{{"type", "MODIFIED"},
                {"object",
                 {{"status",
                   {{"conditions",
                     {{{"type", "Failed"},
                       {"status", "True"},
                       {"reason", "BackoffLimitExceeded"}}}}}}}}}
               .dump() +
           "\n";
  };
  EXPECT_EQ(Uninstall().error,
            "1 error occurred:\n\t* job h failed: BackoffLimitExceeded\n\n");
  EXPECT_FALSE(objects_.contains(kJobs + "/h"));
  EXPECT_THAT(rounds_, Not(Contains("DELETE " + kMaps + "/a")));
  EXPECT_EQ(StatusOf(1), "uninstalling");
}

TEST_F(ReleaseUninstallTest, AHookThatCannotBeMadeIsNotDeletedByItsPolicy) {
  Install(Object("ConfigMap", "a"),
          {Hook("h", "pre-delete", {"hook-failed"}, "ConfigMap")});
  answers_["POST " + kMaps + "?fieldManager=helm"] =
      Refused(409, "it is there");
  EXPECT_EQ(Uninstall().error,
            "warning: Hook pre-delete templates/h failed: it is there");
  EXPECT_THAT(rounds_, Not(Contains("DELETE " + kMaps + "/h")));
}

TEST_F(ReleaseUninstallTest, AHookHasItsTimeLimit) {
  options_.timeout = std::chrono::milliseconds(20);
  Install("", {Hook("h", "pre-delete", json::array())});
  EXPECT_THAT(Uninstall().error, HasSubstr("timed out waiting"));
}

TEST_F(ReleaseUninstallTest, APostDeleteHookThatFailsLeavesNoRecord) {
  Install(Object("ConfigMap", "a"),
          {Hook("h", "post-delete", json::array(), "ConfigMap")});
  answers_["POST " + kMaps + "?fieldManager=helm"] = Refused(403, "no");
  EXPECT_THAT(Uninstall().error,
              StartsWith("uninstallation completed with 1 error(s): "));
  EXPECT_EQ(StatusOf(1), "gone");
}

TEST_F(ReleaseUninstallTest, HooksCanBeLeftOut) {
  options_.run_hooks = false;
  Install("", {Hook("h", "pre-delete", json::array())});
  EXPECT_EQ(Uninstall().error, "");
  EXPECT_THAT(rounds_, Not(Contains(HasSubstr(kJobs))));
}

TEST_F(ReleaseUninstallTest, AKeptHistorySaysWhatBecameOfEachRevision) {
  options_.keep_history = true;
  Install(Object("ConfigMap", "a"), json::array(), {1, 2});
  EXPECT_EQ(Uninstall().error, "");
  EXPECT_EQ(StatusOf(1), "superseded");
  EXPECT_EQ(StatusOf(2), "uninstalled");
  EXPECT_EQ(Uninstall().error, "the release named \"r\" is already deleted");
  options_.keep_history = false;
  EXPECT_EQ(Uninstall().error, "");
  EXPECT_EQ(StatusOf(2), "gone");
}

TEST_F(ReleaseUninstallTest, ARecordThatCannotBeReadIsPassedOver) {
  Install(Object("ConfigMap", "a"), json::array(), {1, 2});
  objects_[kSecrets + "/sh.helm.release.v1.r.v2"]["data"]["release"] = "bm8=";
  EXPECT_EQ(Uninstall().error, "");
  EXPECT_THAT(rounds_, Contains("DELETE " + kMaps + "/a"));
}

TEST_F(ReleaseUninstallTest, NoRecordThatCanBeReadIsNoRelease) {
  Install(Object("ConfigMap", "a"));
  objects_[kSecrets + "/sh.helm.release.v1.r.v1"]["data"]["release"] = "bm8=";
  EXPECT_EQ(Uninstall().error, "no release provided");
  EXPECT_THAT(rounds_, Not(Contains(StartsWith("DELETE"))));
}

TEST_F(ReleaseUninstallTest, AManifestThatIsNotYamlIsLeft) {
  Install("---\na: [\n");
  EXPECT_THAT(Uninstall().error, StartsWith("failed to delete release: r"));
  EXPECT_THAT(rounds_, Not(Contains(StartsWith("DELETE"))));
  EXPECT_EQ(StatusOf(1), "uninstalling");
}

TEST_F(ReleaseUninstallTest, AnObjectWithoutANameIsAFailureAndTheRestGoes) {
  Install("---\napiVersion: v1\nkind: ConfigMap\n" + Object("Service", "s"));
  EXPECT_THAT(Uninstall().error, HasSubstr("resource name may not be empty"));
  EXPECT_THAT(rounds_, Contains("DELETE /api/v1/namespaces/ns/services/s"));
}

TEST_F(ReleaseUninstallTest, WhatOnlyHelmCanDoIsNotTouched) {
  json hook = Hook("h", "pre-delete", json::array());
  hook["output_log_policies"] = {"hook-succeeded"};
  Install(Object("ConfigMap", "a"), {hook});
  EXPECT_THAT(Uninstall().needs_helm, HasSubstr("output of hook h"));
  EXPECT_THAT(rounds_, ElementsAre(StartsWith("GET ")));
}

TEST_F(ReleaseUninstallTest, AStopLeavesARecordFromWhichHelmCanGoOn) {
  Install(Object("ConfigMap", "a") + Object("Service", "s"));
  answers_["DELETE /api/v1/namespaces/ns/services/s"] = {.status = 200};
  stop_.request_stop();
  EXPECT_THAT(Uninstall().error, HasSubstr("stopped; helm can go on"));
  EXPECT_THAT(rounds_, Not(Contains("DELETE " + kMaps + "/a")));
  EXPECT_EQ(StatusOf(1), "uninstalling");
}

TEST_F(ReleaseUninstallTest, WaitsUntilAllIsGoneIfAsked) {
  options_.wait = true;
  options_.timeout = std::chrono::milliseconds(20);
  Install(Object("ConfigMap", "held"));
  Put(kMaps + "/held", {{"metadata", {{"resourceVersion", "1"}}}});
  answers_["DELETE " + kMaps + "/held"] = {.status = 200};
  EXPECT_EQ(Uninstall().error,
            "uninstallation completed with 1 error(s): "
            "context deadline exceeded");
  EXPECT_EQ(StatusOf(1), "gone");
}

TEST_F(ReleaseUninstallTest, TellsWhatItDidOneAfterTheOther) {
  Install(Object("ConfigMap", "a") + Object("Service", "s"));
  std::vector<std::string> names;
  for (const UninstallStep& step : Uninstall().steps) {
    names.push_back(step.name);
    EXPECT_LE(step.begin, step.end);
  }
  EXPECT_THAT(names, ElementsAre("record", "Service", "ConfigMap", "purge"));
}

}  // namespace
}  // namespace bench
