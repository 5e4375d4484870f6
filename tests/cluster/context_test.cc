#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "cluster/kinds.h"
#include "cluster_world.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using Kind = ClusterState::Kind;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ContextClusterTest : public ClusterWorld {
 protected:
  ContextClusterTest() : file_(home_ / "users-own") {
    std::ofstream(file_) << R"(
apiVersion: v1
kind: Config
clusters:
- {name: one, cluster: {server: "https://one.example"}}
- {name: two, cluster: {server: "https://two.example"}}
users:
- {name: me, user: {token: secret}}
contexts:
- {name: arn:one/a, context: {cluster: one, user: me}}
- {name: two, context: {cluster: two, user: me}}
- {name: my two, context: {cluster: two, user: me}}
current-context: two
)";
    before_ = FileText(file_);
  }
  std::unique_ptr<Cluster> Make(const std::string& name) {
    return MakeContextCluster(name, {&file_, 1}, Tools());
  }

  fs::path file_;
  std::string before_;
};

TEST_F(ContextClusterTest, IsCopiedIntoAFileOfOurOwn) {
  const auto cluster = Make("arn:one/a");
  cluster->Up(status_, {});

  const std::string copy = FileText(cluster->kubeconfig());
  EXPECT_THAT(copy, HasSubstr("https://one.example"));
  EXPECT_THAT(copy, Not(HasSubstr("https://two.example")));
  EXPECT_EQ(fs::status(cluster->kubeconfig()).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THAT(
      cluster->kubeconfig(),
      StartsWith((home_ / "state/helm-bench/context-arn%3Aone%2Fa-").string()));
  EXPECT_EQ(FileText(file_), before_);
}

// Else the second would send the first one's helm to another cluster->
TEST_F(ContextClusterTest, HasAFileForEachClusterThatItsNameLeadsTo) {
  const auto first = Make("two");
  first->Up(status_, {});
  std::string text = before_;
  text.replace(text.find("two.example"), 3, "2nd");
  std::ofstream(file_) << text;
  const auto second = Make("two");
  EXPECT_NE(second->kubeconfig(), first->kubeconfig());
  second->Up(status_, {});
  EXPECT_THAT(FileText(first->kubeconfig()), HasSubstr("https://two.example"));
  EXPECT_THAT(FileText(second->kubeconfig()), HasSubstr("https://2nd.example"));
  // Other credentials lead to the same cluster->
  text.replace(text.find("secret"), 6, "renewed");
  std::ofstream(file_) << text;
  EXPECT_EQ(Make("two")->kubeconfig(), second->kubeconfig());
}

TEST_F(ContextClusterTest, MustBeInTheKubeconfig) {
  EXPECT_THAT(ErrorOf([&] { Make("three")->Up(status_, {}); }),
              HasSubstr("three"));
}

// Not of the copy, and before there is one: nobody is told to start a cluster.
TEST_F(ContextClusterTest, NamesTheUsersOwnFileForWhatIsWrongInIt) {
  for (const std::string user :
       {"auth-provider: {name: gcp}", "client-certificate: nowhere.crt",
        "token: 1"}) {
    std::string text = before_;
    text.replace(text.find("token: secret"), 13, user);
    std::ofstream(file_) << text;
    const std::string error = ErrorOf([&] { Make("two")->Up(status_, {}); });
    EXPECT_THAT(error, StartsWith(file_.string() + ": users[me].user."));
    EXPECT_THAT(error, Not(HasSubstr("start")));
    EXPECT_FALSE(fs::exists(home_ / "state"));
  }
}

TEST_F(ContextClusterTest, SaysHowToAskTheSameWhenItDoesNotAnswer) {
  why_not_ready_ = "its API server cannot be asked: connection refused";
  const auto cluster = Make("my two");
  EXPECT_EQ(cluster->Probe().kind, Kind::kNotAnswering);
  EXPECT_THAT(ErrorOf([&] { cluster->Up(status_, {}); }),
              HasSubstr("connection refused; this asks it the same: kubectl "
                        "--context 'my two' get --raw /readyz"));
}

TEST_F(ContextClusterTest, IsNotOursToEnd) {
  EXPECT_THAT(ErrorOf([&] { Make("two")->Down(status_); }),
              HasSubstr("not ours to end; ./bench cluster clean --cluster "
                        "context:two removes"));
  EXPECT_THAT(ErrorOf([&] { Make("my two")->Down(status_); }),
              HasSubstr("clean --cluster 'context:my two' removes"));
}

}  // namespace
}  // namespace bench
