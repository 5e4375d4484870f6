#include "runner/chart_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "fake_api.h"
#include "util/error.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kMap =
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\n";
constexpr const char* kWebhook =
    "apiVersion: admissionregistration.k8s.io/v1\n"
    "kind: ValidatingWebhookConfiguration\nmetadata: {name: w}\n";
constexpr const char* kHook =
    "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j, annotations: "
    "{helm.sh/hook: 'post-install, pre-delete'}}\n";

/// A helm that prints the same for every chart.
class PrintingHelm : public CommandRunner {
 public:
  Outcome Run(const Command& command, std::stop_token /*stop*/) override {
    commands.push_back(command);
    Outcome outcome;
    outcome.ending = Exited{code};
    outcome.out = out;
    outcome.err = err;
    return outcome;
  }

  std::string out = kMap;
  int code = 0;
  std::string err;
  std::vector<Command> commands;
};

class ChartCheckTest : public testing::Test {
 protected:
  ChartCheckTest() {
    setup_.folder = "/session";
    setup_.helm = {"/usr/bin/helm", "v3.22.0", 3, false};
    setup_.scenario.charts = {{.name = "one", .source = "/charts/one"},
                              {.name = "two", .source = "/charts/two"}};
    setup_.scenario.namespace_count = 10;
    setup_.scenario.release_name = "{chart}-{index}";
    simulated_.kind = "simulated";
    simulated_.latency = "kwok";
    simulated_.server_version = "v1.36.3+simulated";
  }

  // Empty: it is not refused.
  std::string Refusal(const ClusterInfo& cluster) {
    try {
      CheckCharts(setup_, cluster, helm_, {});
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  bench::Setup setup_;
  ClusterInfo simulated_;
  ClusterInfo real_{.kind = "kwok", .server_version = "v1.36.3"};
  PrintingHelm helm_;
};

TEST_F(ChartCheckTest, EachChartIsRenderedOnceForTheLongestName) {
  EXPECT_EQ(Refusal(simulated_), "");
  ASSERT_THAT(helm_.commands, SizeIs(2));
  EXPECT_THAT(
      helm_.commands[1].argv,
      AllOf(Contains("template"), Contains("two-10"), Contains("helm-bench-10"),
            Contains("v1.36.3+simulated"), Contains("/session/values-1.json")));
}

TEST_F(ChartCheckTest, NothingIsRenderedForTheRealThings) {
  helm_.out = kWebhook;
  EXPECT_EQ(Refusal(real_), "");
  EXPECT_THAT(helm_.commands, IsEmpty());
}

TEST_F(ChartCheckTest, WhatWouldMisleadIsRefusedOnASimulatedCluster) {
  helm_.out = std::string(kMap) + "---\n" + kWebhook;
  EXPECT_THAT(Refusal(simulated_),
              AllOf(HasSubstr("chart one: ValidatingWebhookConfiguration w: a "
                              "simulated cluster would mislead about it: it "
                              "never asks the webhook"),
                    HasSubstr("--cluster kwok")));
  helm_.out =
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n"
      "  kind: ResourceQuota\n  metadata: {name: q}\n";
  EXPECT_THAT(Refusal(simulated_), HasSubstr("ResourceQuota q"));
}

TEST_F(ChartCheckTest, AStandInMustBeAbleToInstallThem) {
  setup_.helm.stand_in = true;
  helm_.code = 1;
  helm_.err = "Error: it has dependencies: the real helm is needed\n";
  for (const ClusterInfo& cluster : {simulated_, real_}) {
    EXPECT_EQ(Refusal(cluster),
              "chart one: the stand-in for helm cannot install it: it has "
              "dependencies: the real helm is needed; scripts/control-plane "
              "makes the real helm available");
  }
}

TEST_F(ChartCheckTest, WhatTheRealHelmCannotRenderIsRefusedInItsWords) {
  helm_.code = 1;
  helm_.err = "Error: parse error at (one/templates/a.yaml:1)\n";
  EXPECT_EQ(Refusal(simulated_),
            "chart one: `helm template` cannot render it: parse error at "
            "(one/templates/a.yaml:1)");
}

TEST_F(ChartCheckTest, AVariantsStandInMustBeAbleToUninstallThem) {
  setup_.variant_helms["other"] = {"/stand-in", "v3.22.0+stand-in", 3, true};
  EXPECT_EQ(Refusal(real_), "");
  helm_.out = kHook;
  EXPECT_THAT(Refusal(real_),
              AllOf(HasSubstr("strategy other: the stand-in for helm cannot "
                              "uninstall chart one: Job j is a hook"),
                    HasSubstr("scripts/control-plane")));
  setup_.variant_helms["other"].stand_in = false;
  EXPECT_EQ(Refusal(simulated_), "");
}

TEST_F(ChartCheckTest, WhatStandsInTheClusterMayMislead) {
  FakeApi api;
  const auto refusal = [&](const ClusterInfo& cluster) {
    try {
      CheckWhatIsThere(cluster, api);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(refusal(simulated_), "");
  api.intercept = [](const Request& request) -> std::optional<Response> {
    if (request.path.find("/apiservices") == std::string::npos) {
      return std::nullopt;
    }
    return Response{
        .status = 200,
        .body = R"({"items": [{"metadata": {"name": "v1.x", "uid": "u",
                         "resourceVersion": "1"}}]})"};
  };
  EXPECT_THAT(refusal(simulated_), AllOf(HasSubstr("holds APIService v1.x"),
                                         HasSubstr("never asks that server"),
                                         HasSubstr("cluster down")));
  EXPECT_EQ(refusal(real_), "");
}

TEST_F(ChartCheckTest, WhatCannotBeReadIsRefused) {
  helm_.out = "a: [";
  EXPECT_THAT(Refusal(simulated_), HasSubstr("chart one: what it is rendered"));
  helm_.out = "apiVersion: 7\nkind: ConfigMap\n";
  EXPECT_THAT(Refusal(simulated_), HasSubstr("chart one: what it is rendered"));
}

}  // namespace
}  // namespace bench
