#include "helm/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace bench {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::ThrowsMessage;

// Answers for a helm that is not there.
class FakeRunner : public CommandRunner {
 public:
  explicit FakeRunner(Outcome outcome) : outcome_(std::move(outcome)) {}
  Outcome Run(const Command& command, std::stop_token /*stop*/) override {
    asked.push_back(command);
    return outcome_;
  }
  std::vector<Command> asked;

 private:
  Outcome outcome_;
};

Outcome Said(std::string out, int code = 0, std::string err = "") {
  Outcome outcome;
  outcome.ending = Exited{code};
  outcome.out = std::move(out);
  outcome.err = std::move(err);
  return outcome;
}

const HelmProgram kHelm{"/usr/bin/helm", "v3.22.0", 3};

std::string MessageOfFindHelm(Outcome outcome, const char* path = "/bin/sh") {
  FakeRunner runner(std::move(outcome));
  try {
    FindHelm(path, runner);
  } catch (const Error& error) {
    return error.what();
  }
  return "found";
}

TEST(HelmTest, TellsItsVersion) {
  FakeRunner runner(Said("v4.3.1\n"));
  const HelmProgram helm = FindHelm("/bin/sh", runner);
  EXPECT_EQ(helm.version, "v4.3.1");
  EXPECT_EQ(helm.major, 4);
  EXPECT_THAT(runner.asked[0].argv, Contains("version"));
}

TEST(HelmTest, OldMissingAndForeignProgramsAreRefused) {
  EXPECT_THAT(MessageOfFindHelm(Said("v3.7.2")), HasSubstr("too old"));
  EXPECT_THAT(MessageOfFindHelm(Said("v2.17.0")), HasSubstr("too old"));
  EXPECT_EQ(MessageOfFindHelm(Said("v3.8.0")), "found");
  EXPECT_THAT(MessageOfFindHelm(Said("hello")), HasSubstr("not helm 3 or 4"));
  EXPECT_THAT(MessageOfFindHelm(Said("", 1, "boom")), HasSubstr("boom"));
  EXPECT_THAT(MessageOfFindHelm(Said("v3.22.0"), "/no/helm"),
              HasSubstr("scripts/control-plane"));
}

TEST(HelmTest, ATemplateIsWhatAnInstallWouldBe) {
  Chart chart{.name = "redis",
              .source = "/charts/redis",
              .set = {"a=b"},
              .install_flags = {"--skip-schema-validation"}};
  const auto argv = [&] {
    return TemplateCommand(kHelm, {"ns-1", "redis-1"}, chart, "/v.json",
                           "v1.36.3", 1.5)
        .argv;
  };
  EXPECT_THAT(argv(),
              ElementsAre("/usr/bin/helm", "template", "redis-1",
                          "/charts/redis", "--namespace", "ns-1", "--values",
                          "/v.json", "--disable-openapi-validation", "--set",
                          "a=b", "--skip-schema-validation", "--kube-version",
                          "v1.36.3", "--include-crds"));
  chart.install_flags = {"--skip-crds"};
  EXPECT_THAT(argv(), Not(Contains("--include-crds")));
}

TEST(HelmTest, InstallHasEverythingTheChartSays) {
  const Chart chart{.name = "redis",
                    .source = "redis",
                    .repository = "https://charts.example.org",
                    .version = "1.2.3",
                    .set = {"a=b"},
                    .install_flags = {"--skip-schema-validation"}};
  EXPECT_THAT(
      InstallCommand(kHelm, {"ns-1", "redis-1"}, chart, "/v.json", 1.5).argv,
      ElementsAre("/usr/bin/helm", "install", "redis-1", "redis", "--repo",
                  "https://charts.example.org", "--version", "1.2.3",
                  "--namespace", "ns-1", "--values", "/v.json",
                  "--disable-openapi-validation", "--set", "a=b",
                  "--skip-schema-validation"));
}

TEST(HelmTest, ListSeesEveryStateAndMoreThan256Releases) {
  const Command list = ListCommand(kHelm, "ns-1", 60);
  EXPECT_THAT(
      list.argv,
      ElementsAre("/usr/bin/helm", "list", "--namespace", "ns-1", "--max", "0",
                  "--output", "json", "--deployed", "--failed", "--pending",
                  "--uninstalling", "--uninstalled", "--superseded"));
  EXPECT_EQ(list.timeout, std::chrono::seconds(60));
}

TEST(HelmTest, ReadsTheList) {
  EXPECT_THAT(ParseList(R"([{"name":"redis","namespace":"a","revision":"1"},
                            {"name":"mysql","namespace":"b"}])"),
              ElementsAre(Release{"a", "redis"}, Release{"b", "mysql"}));
  EXPECT_THAT(ParseList("[]\n"), ElementsAre());
  EXPECT_THAT([] { ParseList("NAME NAMESPACE"); },
              ThrowsMessage<Error>(
                  AllOf(HasSubstr("printed something else: line 1, column 1: "),
                        Not(HasSubstr("json.exception")))));
  EXPECT_THROW(ParseList(R"([{"name": 3}])"), Error);
}

TEST(HelmTest, AFailureIsInItsOwnWords) {
  EXPECT_EQ(HelmFailure(Said("release \"x\" uninstalled")), "");
  EXPECT_EQ(
      HelmFailure(Said("", 1,
                       "WARNING: kubeconfig is group-readable\n"
                       "Error: uninstall: Release not loaded: x: not found\n")),
      "uninstall: Release not loaded: x: not found");
  EXPECT_EQ(HelmFailure(Said("", 1, "Error: a: Error: b\n\t* Error: c\n")),
            "a: Error: b\n\t* Error: c");
  EXPECT_EQ(HelmFailure(Said("", 1, "ValueError: a")), "ValueError: a");
  EXPECT_EQ(HelmFailure(Said("", 3)), "exit code 3");
  Outcome killed = Said("");
  killed.ending = TimedOut{};
  EXPECT_EQ(HelmFailure(killed), "timed out");
}

// A variable of the user's must not send helm to another cluster.
TEST(HelmTest, TheEnvironmentLeavesNoWayOut) {
  const auto environment = HelmEnvironment("/home", "/kubeconfig");
  EXPECT_THAT(environment, Contains(Pair("KUBECONFIG", "/kubeconfig")));
  EXPECT_THAT(environment, Contains(Pair("KUBECACHEDIR", "/home/kube")));
  for (const char* variable :
       {"HELM_KUBECONTEXT", "HELM_KUBEAPISERVER", "HELM_KUBETOKEN",
        "HELM_NAMESPACE", "HELM_DRIVER", "HELM_KUBEASUSER"}) {
    EXPECT_THAT(environment, Contains(Pair(variable, "")));
  }
  EXPECT_THAT(environment, Not(Contains(Pair("HELM_QPS", testing::_))));
  EXPECT_THAT(environment, Contains(Pair("DOCKER_CONFIG", "/home/docker")));
}

// And none of a variant's.
TEST(HelmTest, AllThatDirectsItIsTheHarnesssToChoose) {
  for (const auto& [variable, value] :
       HelmEnvironment("/home", "/kubeconfig")) {
    if (variable == "HELM_DEBUG") continue;  // says more, elsewhere
    EXPECT_TRUE(DirectsHelm(variable)) << variable;
  }
  EXPECT_FALSE(DirectsHelm("HELM_QPS"));
}

}  // namespace
}  // namespace bench
