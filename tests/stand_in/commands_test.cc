#include "stand_in/commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "helm/record/gzip.h"
#include "kubernetes/base64.h"
#include "stand_in/chart.h"
#include "stand_in_folder.h"
#include "stand_in_server.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kSecrets = "/api/v1/namespaces/ns/secrets";
constexpr const char* kRecord =
    "/api/v1/namespaces/ns/secrets/sh.helm.release.v1.r.v1";

std::string ObjectText(const std::string& api_version, const std::string& kind,
                       const std::string& name,
                       const std::string& annotations = "{}") {
  return "---\napiVersion: " + api_version + "\nkind: " + kind +
         "\nmetadata: {name: " + name + ", annotations: " + annotations + "}\n";
}

/// Two ConfigMaps, a Service and a Deployment, in the order of an install.
std::string Manifest(const std::string& name) {
  return ObjectText("v1", "ConfigMap", name + "-1") +
         ObjectText("v1", "ConfigMap", name + "-2") +
         ObjectText("v1", "Service", name) +
         ObjectText("apps/v1", "Deployment", name);
}

class StandInCommandsTest : public testing::Test {
 protected:
  StandInCommandsTest() {
    folder_.Write("chart/Chart.yaml",
                  "apiVersion: v2\nname: c\nversion: 1.0.0\n");
    folder_.Write("chart/rendered/manifest.yaml",
                  Manifest(kReleasePlaceholder));
    install_.name = "r";
    install_.chart = (folder_.path() / "chart").string();
    install_.disable_openapi_validation = true;
    uninstall_.names = {"r"};
  }

  std::string RunInstall() {
    std::ostringstream out;
    Install(install_, world_.session, out);
    return out.str();
  }
  std::string RunUninstall() {
    std::ostringstream out;
    Uninstall(uninstall_, world_.session, out);
    return out.str();
  }
  std::string RunList(const ListOptions& options = {}) {
    std::ostringstream out;
    List(options, world_.session, out);
    return out.str();
  }
  std::vector<std::string> ListedNames(const ListOptions& options) {
    std::vector<std::string> names;
    for (const json& release : json::parse(RunList(options))) {
      names.push_back(release.at("name"));
    }
    return names;
  }
  std::string InstallError() {
    return ErrorOf([this] { RunInstall(); });
  }
  std::string UninstallError() {
    return ErrorOf([this] { RunUninstall(); });
  }

  /// Stores a revision as helm would.
  void Put(const std::string& name, int revision, const std::string& status,
           const std::string& manifest = "", const json& hooks = json::array(),
           const std::string& ns = "ns") {
    const json release = {
        {"name", name},
        {"info",
         {{"status", status}, {"last_deployed", "2026-01-31T18:05:09.5Z"}}},
        {"chart", {{"metadata", {{"name", "c"}, {"version", "1.0.0"}}}}},
        {"manifest", manifest},
        {"hooks", hooks},
        {"version", revision},
        {"namespace", ns}};
    PutSecret(name, revision, status, EncodeBase64(Gzip(release.dump())), ns);
  }
  void PutSecret(const std::string& name, int revision,
                 const std::string& status, const std::string& bytes,
                 const std::string& ns = "ns") {
    const std::string key =
        "sh.helm.release.v1." + name + ".v" + std::to_string(revision);
    world_.server.objects["/api/v1/namespaces/" + ns + "/secrets/" + key] = {
        {"apiVersion", "v1"},
        {"kind", "Secret"},
        {"metadata",
         {{"name", key},
          {"labels",
           {{"name", name},
            {"owner", "helm"},
            {"status", status},
            {"modifiedAt", "7"},
            {"version", std::to_string(revision)}}}}},
        {"data", {{"release", EncodeBase64(bytes)}}}};
  }

  json StoredRelease(const std::string& path) {
    const std::string data = world_.server.objects.at(path)["data"]["release"];
    return json::parse(Gunzip(*DecodeBase64(*DecodeBase64(data))).value());
  }

  /// Answers requests of that method and path with `response`.
  void Intercept(const std::string& method, const std::string& path,
                 const Response& response) {
    world_.server.intercept =
        [=](const Request& request) -> std::optional<Response> {
      if (request.method == method && request.path == path) return response;
      return std::nullopt;
    };
  }

  StandInFolder folder_;
  StandInSession world_{folder_.path()};
  std::vector<std::string>& log_ = world_.server.log;
  InstallOptions install_;
  UninstallOptions uninstall_;
};

TEST_F(StandInCommandsTest, TemplatePrintsWhatWouldBeInstalled) {
  std::ostringstream out;
  Template(install_, "ns", out);
  EXPECT_EQ(out.str(), Manifest("r"));
}

TEST_F(StandInCommandsTest, TemplateRefusesWhatAnInstallWould) {
  std::ostringstream out;
  const auto refusal = [&] {
    try {
      Template(install_, "ns", out);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("none");
  };
  install_.values = {"a=b"};
  EXPECT_THAT(refusal(), HasSubstr("the real helm is needed"));
  install_.values = {};
  install_.name = std::string(41, 'r');
  EXPECT_THAT(refusal(), HasSubstr("the real helm is needed"));
  install_.name = "r";
  folder_.Write(
      "chart/rendered/manifest.yaml",
      ObjectText("batch/v1", "Job", "j", "{helm.sh/hook: pre-delete}"));
  EXPECT_EQ(refusal(), "Job j is a hook: the real helm is needed");
  EXPECT_EQ(out.str(), "");
}

TEST_F(StandInCommandsTest, InstallsWithHelmsRequestsInHelmsOrder) {
  EXPECT_THAT(RunInstall(), HasSubstr("NAMESPACE: ns\nSTATUS: deployed\n"));
  EXPECT_THAT(
      log_,
      ElementsAre(
          "GET /version",
          "GET /api/v1/namespaces/ns/secrets"
          "?labelSelector=name%3Dr%2Cowner%3Dhelm",
          "GET /version?timeout=32s", "GET /api?timeout=32s",
          "GET /apis?timeout=32s", "GET /api/v1/namespaces/ns/configmaps/r-1",
          "GET /api/v1/namespaces/ns/configmaps/r-2",
          "GET /api/v1/namespaces/ns/services/r",
          "GET /apis/apps/v1/namespaces/ns/deployments/r",
          "POST /api/v1/namespaces/ns/secrets",
          "POST /api/v1/namespaces/ns/configmaps?fieldManager=helm + "
          "POST /api/v1/namespaces/ns/configmaps?fieldManager=helm",
          "POST /api/v1/namespaces/ns/services?fieldManager=helm",
          "POST /apis/apps/v1/namespaces/ns/deployments?fieldManager=helm",
          std::string("PUT ") + kRecord));
}

TEST_F(StandInCommandsTest, InstallLeavesARecordAndMarkedObjects) {
  RunInstall();
  const json labels = world_.server.objects.at(kRecord)["metadata"]["labels"];
  EXPECT_EQ(labels["status"], "deployed");
  EXPECT_EQ(labels["version"], "1");
  const json release = StoredRelease(kRecord);
  EXPECT_EQ(release["info"]["description"], "Install complete");
  EXPECT_EQ(release["manifest"], Manifest("r"));
  const json object =
      world_.server.objects.at("/api/v1/namespaces/ns/configmaps/r-1");
  EXPECT_EQ(object["metadata"]["namespace"], "ns");
  EXPECT_EQ(object["metadata"]["labels"]["app.kubernetes.io/managed-by"],
            "Helm");
  EXPECT_EQ(object["metadata"]["annotations"]["meta.helm.sh/release-name"],
            "r");
}

TEST_F(StandInCommandsTest, InstallRefusesANameInUse) {
  Put("r", 1, "uninstalled");
  EXPECT_EQ(InstallError(),
            "INSTALLATION FAILED: cannot re-use a name that is still in use");
}

TEST_F(StandInCommandsTest, InstallRefusesWhatSomebodyElseOwns) {
  world_.server.objects["/api/v1/namespaces/ns/services/r"] = {
      {"metadata",
       {{"labels", {{"app.kubernetes.io/managed-by", "Helm"}}},
        {"annotations",
         {{"meta.helm.sh/release-name", "q"},
          {"meta.helm.sh/release-namespace", "ns"}}}}}};
  EXPECT_EQ(InstallError(),
            "INSTALLATION FAILED: Unable to continue with install: Service "
            "\"r\" in namespace \"ns\" exists and cannot be imported into the "
            "current release: invalid ownership metadata; annotation "
            "validation error: key \"meta.helm.sh/release-name\" must equal "
            "\"r\": current value is \"q\"");
  EXPECT_FALSE(world_.server.objects.contains(kRecord));
}

TEST_F(StandInCommandsTest, InstallGoesOnAfterARefusalAndRecordsIt) {
  Intercept("POST", "/api/v1/namespaces/ns/services?fieldManager=helm",
            StandInServer::Refusal(403, "Forbidden", "no services here"));
  EXPECT_EQ(InstallError(),
            "INSTALLATION FAILED: 1 error occurred:\n\t* no services here\n\n");
  EXPECT_TRUE(world_.server.objects.contains(
      "/apis/apps/v1/namespaces/ns/deployments/r"));
  const json info = StoredRelease(kRecord)["info"];
  EXPECT_EQ(info["status"], "failed");
  EXPECT_EQ(info["description"],
            "Release \"r\" failed: 1 error occurred:\n\t* no services "
            "here\n\n");
}

TEST_F(StandInCommandsTest, InstallNamesAKindThatIsNotServed) {
  folder_.Write("chart/rendered/manifest.yaml",
                ObjectText("example.com/v1", "Thing", "t"));
  EXPECT_EQ(InstallError(),
            "INSTALLATION FAILED: unable to build kubernetes objects from "
            "release manifest: resource mapping not found for name: \"t\" "
            "namespace: \"\" from \"\": no matches for kind \"Thing\" in "
            "version \"example.com/v1\"\nensure CRDs are installed first");
}

TEST_F(StandInCommandsTest, InstallSendsValuesHooksAndValidationToRealHelm) {
  install_.value_files = {folder_.Write("values.yaml", "{}")};
  EXPECT_EQ(InstallError(), "");
  install_.value_files = {folder_.Write("values.yaml", "replicas: 2")};
  EXPECT_THAT(InstallError(), HasSubstr("the real helm is needed"));
  install_.value_files.clear();
  install_.values = {"replicas=2"};
  EXPECT_THAT(InstallError(), HasSubstr("the real helm is needed"));
  install_.values.clear();
  install_.disable_openapi_validation = false;
  EXPECT_THAT(InstallError(), HasSubstr("the real helm is needed"));
  install_.disable_openapi_validation = true;
  install_.name = "q";
  folder_.Write("chart/rendered/manifest.yaml",
                ObjectText("v1", "ConfigMap", "h", "{helm.sh/hook: test}"));
  EXPECT_EQ(InstallError(),
            "INSTALLATION FAILED: ConfigMap h is a hook: the real helm is "
            "needed");
}

TEST_F(StandInCommandsTest, UninstallsWithHelmsRequestsInHelmsOrder) {
  Put("r", 1, "superseded");
  Put("r", 2, "deployed", Manifest("r"));
  EXPECT_EQ(RunUninstall(), "release \"r\" uninstalled\n");
  const std::string record2 =
      std::string(kSecrets) + "/sh.helm.release.v1.r.v2";
  EXPECT_THAT(log_,
              ElementsAre("GET /version",
                          "GET /api/v1/namespaces/ns/secrets"
                          "?labelSelector=name%3Dr%2Cowner%3Dhelm",
                          "PUT " + record2, "GET /api?timeout=32s",
                          "GET /apis?timeout=32s",
                          "DELETE /api/v1/namespaces/ns/services/r",
                          "DELETE /apis/apps/v1/namespaces/ns/deployments/r",
                          "DELETE /api/v1/namespaces/ns/configmaps/r-1 + "
                          "DELETE /api/v1/namespaces/ns/configmaps/r-2",
                          std::string("GET ") + kRecord,
                          std::string("DELETE ") + kRecord, "GET " + record2,
                          "DELETE " + record2));
  EXPECT_THAT(world_.server.objects, IsEmpty());
}

TEST_F(StandInCommandsTest, AWarmCacheCostsNoRequests) {
  RunInstall();
  log_.clear();
  RunUninstall();
  EXPECT_THAT(log_, testing::Not(testing::Contains(HasSubstr("/api?timeout"))));
  // Nor in the next process.
  RunInstall();
  StandInSession next(folder_.path());
  next.server.objects = world_.server.objects;
  std::ostringstream out;
  Uninstall(uninstall_, next.session, out);
  EXPECT_THAT(next.server.log,
              testing::Not(testing::Contains(HasSubstr("/api?t"))));
}

TEST_F(StandInCommandsTest, DeletesInTheBackground) {
  std::vector<std::string> bodies;
  world_.server.intercept = [&](const Request& request) {
    if (request.path.ends_with("/services/r")) bodies.push_back(request.body);
    return std::nullopt;
  };
  Put("r", 1, "deployed", Manifest("r"));
  RunUninstall();
  EXPECT_THAT(bodies, ElementsAre("{\"propagationPolicy\":\"Background\"}\n"));
}

TEST_F(StandInCommandsTest, KeepsWhatThePolicyKeepsAndSaysSo) {
  Put("r", 1, "deployed",
      ObjectText("v1", "ConfigMap", "kept",
                 "{helm.sh/resource-policy: ' Keep '}") +
          ObjectText("v1", "ConfigMap", "left",
                     "{helm.sh/resource-policy: other}") +
          ObjectText("v1", "ConfigMap", "hook", "{helm.sh/hook: test}") +
          ObjectText("v1", "ConfigMap", "gone"));
  EXPECT_EQ(RunUninstall(),
            "These resources were kept due to the resource policy:\n"
            "[ConfigMap] kept\n\nrelease \"r\" uninstalled\n");
  EXPECT_THAT(
      log_, testing::Contains("DELETE /api/v1/namespaces/ns/configmaps/gone"));
  EXPECT_THAT(log_,
              testing::Not(testing::Contains(HasSubstr("configmaps/left"))));
  EXPECT_THAT(log_,
              testing::Not(testing::Contains(HasSubstr("configmaps/hook"))));
}

TEST_F(StandInCommandsTest, AForbiddenDeleteLeavesTheRecordUninstalling) {
  Put("r", 1, "deployed", Manifest("r"));
  Intercept("DELETE", "/api/v1/namespaces/ns/services/r",
            StandInServer::Refusal(403, "Forbidden", "no"));
  EXPECT_EQ(UninstallError(), "failed to delete release: r");
  EXPECT_EQ(StoredRelease(kRecord)["info"]["status"], "uninstalling");
  EXPECT_THAT(log_.back(), HasSubstr("DELETE /api/v1/namespaces/ns/configmaps"))
      << "the other kinds are deleted all the same";
}

TEST_F(StandInCommandsTest, AKindThatIsNotServedLeavesAllInPlace) {
  Put("r", 1, "deployed",
      Manifest("r") + ObjectText("example.com/v1", "Thing", "t"));
  EXPECT_EQ(UninstallError(), "failed to delete release: r");
  EXPECT_EQ(StoredRelease(kRecord)["info"]["status"], "uninstalling");
  EXPECT_THAT(log_, testing::Not(testing::Contains(HasSubstr("DELETE"))));
}

TEST_F(StandInCommandsTest, TriesAConflictFiveTimes) {
  Put("r", 1, "deployed", Manifest("r"));
  Intercept("DELETE", "/api/v1/namespaces/ns/services/r",
            StandInServer::Refusal(409, "Conflict", "busy"));
  EXPECT_EQ(UninstallError(), "failed to delete release: r");
  EXPECT_EQ(std::count(log_.begin(), log_.end(),
                       "DELETE /api/v1/namespaces/ns/services/r"),
            5);
  EXPECT_EQ(world_.slept, std::chrono::milliseconds(40));
}

TEST_F(StandInCommandsTest, WaitsAsLongAsABusyServerSays) {
  Put("r", 1, "deployed", Manifest("r"));
  int refusals = 0;
  world_.server.intercept =
      [&](const Request& request) -> std::optional<Response> {
    if (!request.path.ends_with("/services/r") || refusals == 2) {
      return std::nullopt;
    }
    ++refusals;
    if (refusals == 1) return Response{.status = 429, .body = "Too many"};
    return Response{.status = 503,
                    .body = R"({"details": {"retryAfterSeconds": 3}})"};
  };
  EXPECT_EQ(RunUninstall(), "release \"r\" uninstalled\n");
  EXPECT_EQ(world_.slept, std::chrono::seconds(4));
}

TEST_F(StandInCommandsTest, UninstallStopsAtTheFirstNameThatIsMissing) {
  Put("r", 1, "deployed");
  uninstall_.names = {"q", "r"};
  EXPECT_EQ(UninstallError(),
            "uninstall: Release not loaded: q: release: not found");
  EXPECT_TRUE(world_.server.objects.contains(kRecord));
  Put("q", 1, "deployed");
  EXPECT_EQ(RunUninstall(),
            "release \"q\" uninstalled\nrelease \"r\" uninstalled\n");
}

TEST_F(StandInCommandsTest, UninstallPurgesEvenWhenTheFirstUpdateFails) {
  Put("r", 1, "deployed");
  Intercept("PUT", kRecord, StandInServer::Refusal(422, "Invalid", "too big"));
  EXPECT_EQ(RunUninstall(), "release \"r\" uninstalled\n");
  EXPECT_THAT(world_.server.objects, IsEmpty());
}

TEST_F(StandInCommandsTest, ARecordThatVanishesIsAnError) {
  Put("r", 1, "deployed");
  Intercept("GET", kRecord, StandInServer::Refusal(404, "NotFound", "gone"));
  EXPECT_EQ(UninstallError(),
            "uninstallation completed with 1 error(s): uninstall: Failed to "
            "purge the release: release: not found");
}

TEST_F(StandInCommandsTest, UninstallSaysWhenNoRevisionCanBeRead) {
  PutSecret("r", 1, "deployed", "rubbish");
  EXPECT_EQ(UninstallError(), "no release provided");
}

TEST_F(StandInCommandsTest, UninstallSendsHooksToTheRealHelm) {
  Put("r", 1, "deployed", Manifest("r"),
      {{{"name", "h"}, {"events", {"pre-delete"}}}});
  EXPECT_EQ(UninstallError(),
            "release r has pre-delete hooks: the real helm is needed");
  EXPECT_THAT(log_, testing::Not(testing::Contains(HasSubstr("PUT"))));
  uninstall_.no_hooks = true;
  EXPECT_EQ(RunUninstall(), "release \"r\" uninstalled\n");
}

TEST_F(StandInCommandsTest, EveryCommandSaysWhenTheClusterIsUnreachable) {
  Intercept("GET", "/version", {.error = "nobody there"});
  const std::string why =
      "Kubernetes cluster unreachable: Get \"https://server/version\": nobody "
      "there";
  EXPECT_EQ(InstallError(), "INSTALLATION FAILED: " + why);
  EXPECT_EQ(UninstallError(), why);
  EXPECT_EQ(ErrorOf([this] { RunList(); }), why);
}

TEST_F(StandInCommandsTest, ListShowsTheNewestOfEachReleaseByName) {
  EXPECT_EQ(RunList(), "[]\n");
  Put("b", 1, "superseded");
  Put("b", 2, "deployed");
  Put("a", 1, "failed");
  Put("c", 1, "uninstalling");
  PutSecret("d", 1, "deployed", "rubbish");
  log_.clear();
  EXPECT_EQ(RunList(),
            R"([{"name":"a","namespace":"ns","revision":"1",)"
            R"("updated":"2026-01-31 18:05:09.5 +0000 UTC",)"
            R"("status":"failed","chart":"c-1.0.0","app_version":""},)"
            R"({"name":"b","namespace":"ns","revision":"2",)"
            R"("updated":"2026-01-31 18:05:09.5 +0000 UTC",)"
            R"("status":"deployed","chart":"c-1.0.0","app_version":""}])"
            "\n");
  EXPECT_THAT(log_, ElementsAre("GET /version",
                                "GET /api/v1/namespaces/ns/secrets"
                                "?labelSelector=owner%3Dhelm"));
}

TEST_F(StandInCommandsTest, ListChoosesByStateAndNumber) {
  Put("a", 1, "superseded");
  Put("b", 1, "pending-upgrade");
  Put("c", 1, "unknown");
  Put("d", 1, "uninstalled");
  ListOptions options;
  EXPECT_THAT(ListedNames(options), IsEmpty());
  options.states = {"pending", "uninstalled"};
  EXPECT_THAT(ListedNames(options), ElementsAre("b", "d"));
  options.max = 1;
  EXPECT_THAT(ListedNames(options), ElementsAre("b"));
  options.max = 0;
  options.states = {"superseded"};
  EXPECT_THAT(ListedNames(options), ElementsAre("a"));
}

TEST_F(StandInCommandsTest, ListReportsWhatTheServerRefuses) {
  Intercept("GET", "/api/v1/namespaces/ns/secrets?labelSelector=owner%3Dhelm",
            StandInServer::Refusal(403, "Forbidden", "secrets is forbidden"));
  EXPECT_EQ(ErrorOf([this] { RunList(); }),
            "list: failed to list: secrets is forbidden");
}

TEST(GoTimeTest, PrintsATimeAsGoDoes) {
  EXPECT_EQ(GoTime(""), "-");
  EXPECT_EQ(GoTime("2026-01-31T18:05:09Z"), "2026-01-31 18:05:09 +0000 UTC");
  EXPECT_EQ(GoTime("2026-01-31T18:05:09.25+02:00"),
            "2026-01-31 18:05:09.25 +0200 +0200");
}

}  // namespace
}  // namespace bench
