#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "cluster/kinds.h"
#include "cluster/minikube_events.h"
#include "cluster_world.h"
#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using Kind = ClusterState::Kind;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

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

TEST_F(MinikubeClusterTest, ShowsTheStepsOfTheStart) {
  Make()->Up(status_, {});
  const std::string start = "progress: starting minikube profile helm-bench";
  EXPECT_THAT(status_.lines,
              ElementsAre(start, start + ": Initial Minikube Setup (0/19)",
                          start + ": Selecting Driver (1/19)",
                          start + ": Creating Container (8/19)",
                          start + ": Done (19/19)"));
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
  EXPECT_THAT(state.detail, HasSubstr("host Stopped"));

  cluster->Up(status_, {});
  EXPECT_EQ(cluster->Probe().kind, Kind::kRunning);
}

TEST_F(MinikubeClusterTest, NeverTouchesAnotherProfile) {
  Make()->Up(status_, {});
  Make()->Down(status_);
  EXPECT_THAT(Asked("minikube"), Each(testing::EndsWith(" -p helm-bench")));
}

TEST_F(MinikubeClusterTest, HasNothingToStopWithoutAProfile) {
  Make()->Down(status_);
  EXPECT_THAT(status_.lines,
              ElementsAre("say: no minikube profile helm-bench"));
  EXPECT_THAT(Asked("minikube"), ElementsAre("status -o json -p helm-bench"));
}

TEST_F(MinikubeClusterTest, PassesOnWhatMinikubeAdvises) {
  setenv("FAKE_MINIKUBE", "no-docker", 1);
  EXPECT_EQ(ErrorOf([&] { Make()->Up(status_, {}); }),
            "minikube start -p helm-bench: Provider not running: docker; Start "
            "the Docker service (exit code 63)");
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

TEST(MinikubeStatus, ReadsAllNodes) {
  const std::string one = R"({"Name":"a","Host":"Running","Kubelet":"Running",)"
                          R"("APIServer":"Running","Kubeconfig":"Configured"})";
  const std::string worker =
      R"({"Name":"b","Host":"Running","Kubelet":"Running",)"
      R"("APIServer":"Irrelevant","Kubeconfig":"Irrelevant"})";
  const std::string stopped =
      R"({"Name":"c","Host":"Stopped","Kubelet":"Stopped",)"
      R"("APIServer":"Stopped","Kubeconfig":"Stopped"})";

  const auto good = ParseMinikubeStatus("[" + one + "," + worker + "]");
  ASSERT_TRUE(good.has_value());
  EXPECT_TRUE(good->running);
  EXPECT_TRUE(good->configured);

  const auto bad = ParseMinikubeStatus("[" + one + "," + stopped + "]");
  ASSERT_TRUE(bad.has_value());
  EXPECT_FALSE(bad->running);
  EXPECT_THAT(bad->detail, HasSubstr("c: host Stopped"));
}

TEST(MinikubeStatus, FollowsOtherMessages) {
  const auto status = ParseMinikubeStatus(
      R"({"type":"io.k8s.sigs.minikube.info","data":{"message":"hello"}})"
      "\n"
      R"({"Name":"a","Host":"Paused"})");
  ASSERT_TRUE(status.has_value());
  EXPECT_FALSE(status->running);
}

TEST(MinikubeStatus, KnowsAProfileWhoseMachineIsGone) {
  const auto status = ParseMinikubeStatus("null");
  ASSERT_TRUE(status.has_value());
  EXPECT_FALSE(status->running);
  EXPECT_EQ(status->detail, "its machine is gone");
}

TEST(MinikubeStatus, IsNotWhatIsNoStatus) {
  for (const char* text : {"", "hello", "{}", "[1]", "[{}]", "7", "{\"a\":"}) {
    EXPECT_FALSE(ParseMinikubeStatus(text).has_value()) << text;
  }
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
