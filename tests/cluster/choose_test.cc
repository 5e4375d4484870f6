#include "cluster/choose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "cluster_world.h"

namespace bench {
namespace {

using testing::HasSubstr;

class ChooseTest : public ClusterWorld {
 protected:
  // "minikube/helm-bench" and so on.
  std::string Choose(std::string_view kind) {
    ChosenCluster chosen = MakeCluster(kind, Tools());
    why_ = chosen.why;
    return chosen.cluster->kind() + "/" + chosen.cluster->name();
  }
  void Start(std::string_view kind) {
    MakeCluster(kind, Tools()).cluster->Up(status_, {});
  }

  std::string why_;
};

TEST_F(ChooseTest, TakesTheKindThatIsAskedFor) {
  EXPECT_EQ(Choose("kwok"), "kwok/helm-bench");
  EXPECT_EQ(Choose("minikube"), "minikube/helm-bench");
  EXPECT_EQ(Choose("simulated"), "simulated/helm-bench");
  std::ofstream(home_ / "config") << R"(
clusters: [{name: c, cluster: {server: "https://c.example"}}]
contexts: [{name: kind-dev, context: {cluster: c}}]
)";
  cluster_world::Set("KUBECONFIG", home_ / "config");
  EXPECT_EQ(Choose("context:kind-dev"), "context/kind-dev");
}

TEST_F(ChooseTest, UsesTheNameFromTheEnvironment) {
  setenv("BENCH_CLUSTER_NAME", "helm-bench-test", 1);
  EXPECT_EQ(Choose("kwok"), "kwok/helm-bench-test");
  EXPECT_EQ(Choose("minikube"), "minikube/helm-bench-test");
}

TEST_F(ChooseTest, RefusesANameThatIsNone) {
  for (const char* name : {"..", "a/b", "Big", "-a", "a-", "a b"}) {
    setenv("BENCH_CLUSTER_NAME", name, 1);
    EXPECT_THAT(ErrorOf([&] { Choose("kwok"); }),
                HasSubstr("BENCH_CLUSTER_NAME"));
  }
}

TEST_F(ChooseTest, IsSimulatedByItselfWhenNothingRuns) {
  EXPECT_EQ(Choose("auto"), "simulated/helm-bench");
  EXPECT_EQ(
      why_,
      "since no other of ours is running (no minikube profile helm-bench; no "
      "kwok cluster named helm-bench); for a real one: ./bench cluster up "
      "--cluster minikube");
}

TEST_F(ChooseTest, TakesWhatRuns) {
  Start("kwok");
  EXPECT_EQ(Choose("auto"), "kwok/helm-bench");
  EXPECT_EQ(why_,
            "kwok cluster helm-bench is running (no minikube profile "
            "helm-bench)");
  Start("minikube");
  EXPECT_EQ(Choose("auto"), "minikube/helm-bench");
  EXPECT_EQ(why_, "minikube profile helm-bench is running");
}

TEST_F(ChooseTest, NamesTheNearestKind) {
  EXPECT_EQ(ErrorOf([&] { Choose("kwak"); }),
            "--cluster kwak: expected auto, kwok, minikube, simulated, "
            "context:NAME: did you mean \"kwok\"?");
  EXPECT_THAT(ErrorOf([&] { Choose("context:"); }), HasSubstr("context:NAME"));
  EXPECT_THAT(ErrorOf([&] { Choose(""); }), HasSubstr("context:NAME"));
}

}  // namespace
}  // namespace bench
