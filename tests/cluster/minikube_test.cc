#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cluster/kinds.h"
#include "cluster/minikube_output.h"
#include "cluster_world.h"
#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using Kind = ClusterState::Kind;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

class MinikubeClusterTest : public ClusterWorld {
 protected:
  std::unique_ptr<Cluster> Make() {
    return MakeMinikubeCluster("helm-bench", Tools());
  }
};

TEST_F(MinikubeClusterTest, IsStartedWithOurOwnKubeconfig) {
  const auto cluster = Make();
  EXPECT_EQ(cluster->Probe().kind, Kind::kAbsent);
  EXPECT_EQ(cluster->Probe().detail, "no minikube profile helm-bench");
  Forget("minikube");

  cluster->Up(status_, {});

  EXPECT_THAT(Asked("minikube"), ElementsAre("status -o json -p helm-bench",
                                             "start -o json -p helm-bench"));
  EXPECT_THAT(FileText(cluster->kubeconfig()),
              HasSubstr("current-context: helm-bench"));
  EXPECT_FALSE(fs::exists(home_ / ".kube"));
  EXPECT_EQ(cluster->Probe().kind, Kind::kRunning);
}

TEST_F(MinikubeClusterTest, ShowsTheStepsOfTheStartAndNoWarnings) {
  Make()->Up(status_, {});
  const std::string start = "progress: starting minikube profile helm-bench";
  ASSERT_GT(status_.lines.size(), 4u);
  EXPECT_EQ(status_.lines[0], start);
  EXPECT_EQ(status_.lines[1], start + ": Initial Minikube Setup (0/19)");
  EXPECT_EQ(status_.lines.back(), start + ": Done (19/19)");
  EXPECT_THAT(status_.lines, Each(StartsWith(start)));
}

TEST_F(MinikubeClusterTest, IsLeftAsItIsWhenItRuns) {
  Make()->Up(status_, {});
  Forget("minikube");
  Make()->Up(status_, {});
  EXPECT_THAT(Asked("minikube"), ElementsAre("status -o json -p helm-bench"));
}

TEST_F(MinikubeClusterTest, TakesOverAProfileStartedByHand) {
  RunFake({"minikube", "start", "-p", "helm-bench"},
          {{"KUBECONFIG", home_ / "users-own"}});
  Forget("minikube");

  const auto cluster = Make();
  EXPECT_EQ(cluster->Probe().kind, Kind::kRunning);
  cluster->Up(status_, {});

  EXPECT_THAT(Asked("minikube"), ElementsAre("status -o json -p helm-bench",
                                             "status -o json -p helm-bench",
                                             "update-context -p helm-bench"));
  EXPECT_TRUE(fs::exists(cluster->kubeconfig()));
}

TEST_F(MinikubeClusterTest, IsStoppedAndStartedAgain) {
  const auto cluster = Make();
  cluster->Up(status_, {});
  cluster->Down(status_);
  EXPECT_EQ(status_.lines.back(),
            "say: minikube profile helm-bench is stopped");
  const ClusterState state = cluster->Probe();
  EXPECT_EQ(state.kind, Kind::kStopped);
  EXPECT_EQ(state.detail, "minikube profile helm-bench is stopped");
  EXPECT_EQ(state.parts, "");

  cluster->Up(status_, {});
  EXPECT_EQ(cluster->Probe().kind, Kind::kRunning);
}

TEST_F(MinikubeClusterTest, NeverTouchesAnotherProfile) {
  Make()->Up(status_, {});
  Make()->Down(status_);
  EXPECT_THAT(Asked("minikube"), Each(EndsWith(" -p helm-bench")));
}

TEST_F(MinikubeClusterTest, HasNothingToStopWithoutAProfile) {
  Make()->Down(status_);
  EXPECT_THAT(status_.lines,
              ElementsAre("say: no minikube profile helm-bench"));
  EXPECT_THAT(Asked("minikube"), ElementsAre("status -o json -p helm-bench"));
}

TEST_F(MinikubeClusterTest, PassesOnTheCauseAndWhatMinikubeAdvises) {
  setenv("FAKE_MINIKUBE", "start=start-unreachable", 1);
  EXPECT_THAT(ErrorOf([&] { Make()->Up(status_, {}); }),
              AllOf(StartsWith("minikube start -p helm-bench: "),
                    HasSubstr("Cannot connect to the Docker daemon"),
                    EndsWith("; Start the Docker service (exit code 14)")));
  // What it warned of may be why.
  EXPECT_THAT(status_.lines, Contains(StartsWith("warn: minikube: ")));
  setenv("FAKE_MINIKUBE", "start=start-as-root", 1);
  EXPECT_THAT(ErrorOf([&] { Make()->Up(status_, {}); }),
              HasSubstr("If you wish to continue as root, use --force."));
  setenv("FAKE_MINIKUBE", "start=start-no-driver", 1);
  EXPECT_THAT(ErrorOf([&] { Make()->Up(status_, {}); }),
              HasSubstr("the docker service isn't running"));
}

TEST_F(MinikubeClusterTest, IsNotStartedWithoutItsMachine) {
  Make()->Up(status_, {});
  setenv("FAKE_MINIKUBE", "status=removed", 1);
  Forget("minikube");
  EXPECT_EQ(Make()->Probe().detail,
            "minikube profile helm-bench: its machine is gone");
  EXPECT_THAT(ErrorOf([&] { Make()->Up(status_, {}); }),
              HasSubstr("minikube delete -p helm-bench"));
  Make()->Down(status_);
  EXPECT_THAT(status_.lines.back(), HasSubstr("minikube delete -p helm-bench"));
  EXPECT_THAT(Asked("minikube"), Each(StartsWith("status ")));
}

TEST_F(MinikubeClusterTest, IsUnknownWhenNobodyCanBeAsked) {
  Make()->Up(status_, {});
  setenv("FAKE_MINIKUBE", "status=unreachable", 1);
  const ClusterState state = Make()->Probe();
  EXPECT_EQ(state.kind, Kind::kUnknown);
  EXPECT_THAT(state.detail, HasSubstr("Cannot connect to the Docker daemon"));
  Forget("minikube");
  Make()->Down(status_);
  EXPECT_THAT(status_.lines.back(), HasSubstr("Cannot connect"));
  EXPECT_THAT(Asked("minikube"), Each(StartsWith("status ")));
}

TEST_F(MinikubeClusterTest, SaysWhyItCouldNotBeStopped) {
  Make()->Up(status_, {});
  setenv("FAKE_MINIKUBE", "stop=stop-removed", 1);
  EXPECT_THAT(ErrorOf([&] { Make()->Down(status_); }),
              AllOf(HasSubstr("Unable to stop VM"),
                    Not(HasSubstr("please let us know"))));
}

TEST_F(MinikubeClusterTest, TellsWhatItsProfileWasMadeWith) {
  const auto cluster = MakeMinikubeCluster("PROFILE", Tools());
  EXPECT_THAT(
      cluster->Settings(),
      ElementsAre(Pair("container runtime", "containerd"),
                  Pair("driver", "docker"), Pair("memory", "6000 MB"),
                  Pair("minikube", "v1.38.1"), Pair("processors", "2")));
}

TEST_F(MinikubeClusterTest, SaysWhyARunningProfileCannotBeUsed) {
  why_not_ready_ = "0 of 1 nodes are ready";
  ClusterTools tools = Tools();
  tools.patience = {};
  const auto cluster = MakeMinikubeCluster("helm-bench", tools);
  EXPECT_THAT(ErrorOf([&] { cluster->Up(status_, {}); }),
              HasSubstr("runs, but 0 of 1 nodes are ready"));
}

TEST_F(MinikubeClusterTest, DeletesAnInterruptedNewProfile) {
  setenv("FAKE_MINIKUBE", "hang", 1);
  const auto cluster = Make();
  std::stop_source stop;
  const std::jthread interrupt = StopWhenHanging(stop);
  EXPECT_THROW(cluster->Up(status_, stop.get_token()), RunError);
  EXPECT_TRUE(fs::exists(home_ / "minikube" / "hanging"));
  EXPECT_EQ(cluster->Probe().kind, Kind::kAbsent);
}

TEST_F(MinikubeClusterTest, StopsAnInterruptedOldProfile) {
  const auto cluster = Make();
  cluster->Up(status_, {});
  cluster->Down(status_);
  setenv("FAKE_MINIKUBE", "hang", 1);
  std::stop_source stop;
  const std::jthread interrupt = StopWhenHanging(stop);
  EXPECT_THROW(cluster->Up(status_, stop.get_token()), RunError);
  EXPECT_EQ(cluster->Probe().kind, Kind::kStopped);
}

TEST_F(MinikubeClusterTest, SaysWhereToGetMinikube) {
  ClusterTools tools = Tools();
  tools.find_program = [](std::string_view) { return std::nullopt; };
  const auto cluster = MakeMinikubeCluster("helm-bench", tools);
  EXPECT_EQ(cluster->Probe().kind, Kind::kAbsent);
  EXPECT_THAT(ErrorOf([&] { cluster->Up(status_, {}); }),
              HasSubstr("--cluster kwok"));
}

// What the real one answered in a state (tests/minikube/record.py).
std::optional<MinikubeStatus> Recorded(const std::string& state) {
  const auto recorded = nlohmann::json::parse(FileText(
      fs::path(BENCH_SOURCE_DIR) / "tests/data/minikube" / (state + ".json")));
  return ParseMinikubeStatus(recorded["stdout"].get<std::string>(),
                             recorded["stderr"].get<std::string>());
}

TEST(MinikubeStatus, SaysWhatDoesNotRun) {
  const auto detail = [](const char* state) {
    EXPECT_FALSE(Recorded(state)->running) << state;
    return Recorded(state)->detail;
  };
  EXPECT_EQ(detail("stopped"), "");
  EXPECT_EQ(detail("paused"), "kubelet Stopped, API server Paused");
  EXPECT_EQ(detail("kubelet-stopped"), "kubelet Stopped");
  EXPECT_EQ(detail("one-of-two-stopped"),
            "PROFILE-m02: host Stopped, kubelet Stopped, API server Stopped");
  EXPECT_EQ(detail("removed"), "its machine is gone");
  EXPECT_EQ(detail("unreachable"),
            "Cannot connect to the Docker daemon at ENGINE. Is the docker "
            "daemon running?");
}

TEST(MinikubeStatus, KnowsWhatRunsAndWhoCanReachIt) {
  for (const char* state : {"running", "two-nodes"}) {
    EXPECT_TRUE(Recorded(state)->running) << state;
    EXPECT_TRUE(Recorded(state)->configured) << state;
  }
  EXPECT_TRUE(Recorded("other-kubeconfig")->running);
  EXPECT_FALSE(Recorded("other-kubeconfig")->configured);
}

TEST(MinikubeStatus, FollowsOtherMessages) {
  const auto status = ParseMinikubeStatus(
      R"({"type":"io.k8s.sigs.minikube.info","data":{"message":"hello"}})"
      "\n"
      R"({"Name":"a","Host":"Paused"})",
      "");
  ASSERT_TRUE(status.has_value());
  EXPECT_FALSE(status->running);
}

TEST(MinikubeStatus, IsNotWhatIsNoStatus) {
  for (const char* text : {"", "hello", "{}", "[]", "[1]", "[{}]", "7", "{"}) {
    EXPECT_FALSE(ParseMinikubeStatus(text, "").has_value()) << text;
  }
}

TEST(MinikubeError, IsCutWhereItWouldFlood) {
  const std::string flood(24'000, 'x');
  EXPECT_LT(MinikubeError(R"({"type":"io.k8s.sigs.minikube.error",)"
                          R"("data":{"message":")" +
                              flood + R"("}})",
                          "")
                .size(),
            1100u);
}

TEST(MinikubeError, IsTheLastMessageWithoutAnErrorEvent) {
  EXPECT_EQ(MinikubeError(R"({"type":"io.k8s.sigs.minikube.info",)"
                          R"("data":{"message":"\n  Profile not found\n"}})",
                          "klog"),
            "Profile not found");
  EXPECT_EQ(MinikubeError("", "X unknown flag\n"), "X unknown flag");
  EXPECT_EQ(MinikubeError("", ""), "");
}

TEST(MinikubeEvent, IsNothingElse) {
  for (const char* line :
       {"", "* Done!", "[]", "{}", R"({"data":{}})",
        R"({"type":"io.k8s.sigs.minikube.step","data":1})"}) {
    EXPECT_FALSE(ParseMinikubeEvent(line).has_value()) << line;
  }
}

}  // namespace
}  // namespace bench
