#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "cluster/kinds.h"
#include "cluster_world.h"
#include "util/error.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using Kind = ClusterState::Kind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class KwokClusterTest : public ClusterWorld {
 protected:
  std::unique_ptr<Cluster> Make() {
    return MakeKwokCluster("helm-bench", Tools());
  }

  // As Asked shows it.
  std::string Kubeconfig(const Cluster& cluster) {
    return "HOME" + cluster.kubeconfig().string().substr(home_.string().size());
  }
};

TEST_F(KwokClusterTest, IsCreatedWithOurOwnKubeconfig) {
  const auto cluster = Make();
  EXPECT_EQ(cluster->Probe().kind, Kind::kAbsent);
  Forget("kwokctl");

  cluster->Up(status_, {});

  EXPECT_THAT(
      Asked("kwokctl"),
      ElementsAre("get clusters",
                  "create cluster --name helm-bench --runtime binary "
                  "--kubeconfig " +
                      Kubeconfig(*cluster) + " --wait 60s --disable-qps-limits",
                  "scale node --name helm-bench --replicas 3",
                  "get kubeconfig --name helm-bench"));
  EXPECT_THAT(FileText(cluster->kubeconfig()), HasSubstr("kwok-helm-bench"));
  EXPECT_EQ(fs::status(cluster->kubeconfig()).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(cluster->Probe().kind, Kind::kRunning);
  EXPECT_FALSE(fs::exists(home_ / ".kube"));
}

TEST_F(KwokClusterTest, WithLimitsItHasAUserWhoIsLimited) {
  const auto cluster = MakeKwokCluster("helm-bench", Tools(), true);
  EXPECT_EQ(cluster->Limits(), "");  // it does not run
  cluster->Up(status_, {});

  EXPECT_THAT(Asked("kwokctl"),
              Contains(testing::EndsWith(
                  "--wait 60s --extra-args kube-apiserver=token-auth-file="
                  "HOME" +
                  (cluster->state().path() / "users.csv")
                      .string()
                      .substr(home_.string().size()))));
  const std::string users = FileText(cluster->state().path() / "users.csv");
  EXPECT_THAT(users, testing::MatchesRegex("[0-9a-f]{32},helm-bench,"
                                           "helm-bench\n"));
  EXPECT_EQ(fs::status(cluster->state().path() / "users.csv").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(cluster->Limits(), "on");
  // The administrator has let the user in, who is the one that works there.
  EXPECT_THAT(admitted_by_, HasSubstr("user: {}"));
  const std::string kubeconfig = FileText(cluster->kubeconfig());
  EXPECT_THAT(kubeconfig, HasSubstr("\"token\": \"" + users.substr(0, 32)));
  EXPECT_THAT(kubeconfig, HasSubstr("https://127.0.0.1:1"));

  const auto again = MakeKwokCluster("helm-bench", Tools(), true);
  again->Up(status_, {});
  EXPECT_EQ(FileText(again->kubeconfig()), kubeconfig);
}

TEST_F(KwokClusterTest, WithTheOtherLimitsItIsRefused) {
  Make()->Up(status_, {});
  EXPECT_EQ(Make()->Limits(), "off");
  Forget("kwokctl");
  EXPECT_EQ(
      ErrorOf([&] {
        MakeKwokCluster("helm-bench", Tools(), true)->Up(status_, {});
      }),
      "kwok cluster helm-bench is running with limits off: --limits off takes "
      "it as it is, ./bench cluster down --cluster kwok ends it");
  EXPECT_THAT(Running(kwok_folder_), SizeIs(3));
  EXPECT_THAT(Asked("kwokctl"), Not(Contains(HasSubstr("create"))));
  MakeKwokCluster("helm-bench", Tools(), false)->Up(status_, {});

  Make()->Down(status_);
  MakeKwokCluster("helm-bench", Tools(), true)->Up(status_, {});
  EXPECT_THAT(ErrorOf([&] {
                MakeKwokCluster("helm-bench", Tools(), false)->Up(status_, {});
              }),
              HasSubstr("with limits on: --limits on takes it"));
  Make()->Up(status_, {});  // whatever they are
}

TEST_F(KwokClusterTest, IsNotUsedAsAdministratorWhenItsUserIsNotKnown) {
  const auto cluster = MakeKwokCluster("helm-bench", Tools(), true);
  cluster->Up(status_, {});
  fs::remove(cluster->state().path() / "users.csv");
  EXPECT_THAT(ErrorOf([&] { cluster->Up(status_, {}); }),
              HasSubstr("its user is not known"));
  cluster->Down(status_);
  EXPECT_THAT(Running(kwok_folder_), IsEmpty());
}

TEST_F(KwokClusterTest, IsDeletedAgainWhenItsUserIsNotLetIn) {
  why_not_admitted_ = "no such role";
  const auto cluster = MakeKwokCluster("helm-bench", Tools(), true);
  EXPECT_THAT(ErrorOf([&] { cluster->Up(status_, {}); }),
              HasSubstr("could not be created: no such role"));
  EXPECT_EQ(cluster->Probe().kind, Kind::kAbsent);
}

TEST_F(KwokClusterTest, TellsKwokctlThePathsOfTheProgramsThatAreThere) {
  ClusterTools tools = Tools();
  tools.find_program = [fakes = tools.find_program](
                           std::string_view name) -> std::optional<fs::path> {
    if (name == "etcd" || name == "kwok") return "/opt/" + std::string(name);
    return fakes(name);
  };
  MakeKwokCluster("helm-bench", tools)->Up(status_, {});
  EXPECT_THAT(Asked("kwokctl"),
              Contains(testing::EndsWith(
                  "--disable-qps-limits --kwok-controller-binary "
                  "/opt/kwok --etcd-binary /opt/etcd")));
}

TEST_F(KwokClusterTest, IsReusedWhenItRuns) {
  Make()->Up(status_, {});
  const std::vector<pid_t> before = Running(kwok_folder_);
  Forget("kwokctl");

  const auto cluster = Make();
  fs::remove(cluster->kubeconfig());
  cluster->Up(status_, {});

  EXPECT_THAT(Asked("kwokctl"),
              ElementsAre("get clusters", "get kubeconfig --name helm-bench"));
  EXPECT_THAT(before, SizeIs(3));
  EXPECT_EQ(Running(kwok_folder_), before);
  EXPECT_TRUE(fs::exists(cluster->kubeconfig()));
}

TEST_F(KwokClusterTest, CountsAsStoppedWhenOneProcessHasDied) {
  const auto cluster = Make();
  cluster->Up(status_, {});
  const fs::path pid_file = kwok_folder_ / "pids" / "kube-apiserver.pid";
  kill(std::stoi(FileText(pid_file)), SIGKILL);
  while (Running(kwok_folder_).size() == 3) usleep(1000);

  const ClusterState state = cluster->Probe();
  EXPECT_EQ(state.kind, Kind::kStopped);
  EXPECT_EQ(state.detail,
            "kwok cluster helm-bench: not running: kube-apiserver");

  cluster->Up(status_, {});
  EXPECT_EQ(cluster->Probe().kind, Kind::kRunning);
  EXPECT_THAT(Running(kwok_folder_), SizeIs(3));
}

TEST_F(KwokClusterTest, CountsAsStoppedWhenKwokctlHasStoppedIt) {
  const auto cluster = Make();
  cluster->Up(status_, {});
  RunFake({"kwokctl", "stop", "cluster", "--name", "helm-bench"});
  EXPECT_EQ(cluster->Probe().kind, Kind::kStopped);
  cluster->Up(status_, {});
  EXPECT_EQ(cluster->Probe().kind, Kind::kRunning);
}

TEST_F(KwokClusterTest, KillsNobodyElseBehindAStalePidFile) {
  // Given the files of a cluster that ran before the machine was started anew,
  // with process ids that are now those of others.
  Make()->Up(status_, {});
  const KwokComponents components(kwok_folder_);
  components.KillStray();
  const pid_t stranger = fork();
  if (stranger == 0) execl("/bin/sleep", "sleep", "1000", nullptr);
  std::ofstream(kwok_folder_ / "pids" / "etcd.pid") << stranger;

  const auto cluster = Make();
  EXPECT_EQ(cluster->Probe().kind, Kind::kStopped);
  cluster->Up(status_, {});

  EXPECT_EQ(waitpid(stranger, nullptr, WNOHANG), 0) << "it has been killed";
  kill(stranger, SIGKILL);
  waitpid(stranger, nullptr, 0);
}

TEST_F(KwokClusterTest, IsNotDeletedWhenItRunsButDoesNotAnswer) {
  const auto cluster = Make();
  cluster->Up(status_, {});
  why_not_ready_ = "its API server does not answer: timeout";
  const ClusterState state = cluster->Probe();
  EXPECT_EQ(state.kind, Kind::kNotAnswering);
  EXPECT_THAT(state.detail, HasSubstr("does not answer: timeout"));

  ClusterTools tools = Tools();
  tools.patience = {};
  EXPECT_THAT(
      ErrorOf([&] { MakeKwokCluster("helm-bench", tools)->Up(status_, {}); }),
      HasSubstr("runs, but its API server does not answer: timeout; ./bench "
                "cluster down"));
  EXPECT_THAT(Running(kwok_folder_), SizeIs(3));
}

TEST_F(KwokClusterTest, LeavesNothingWhenItIsTakenDown) {
  const auto cluster = Make();
  cluster->Up(status_, {});
  Forget("kwokctl");

  cluster->Down(status_);

  EXPECT_THAT(Asked("kwokctl"),
              Contains("delete cluster --name helm-bench --kubeconfig " +
                       Kubeconfig(*cluster)));
  EXPECT_THAT(Running(kwok_folder_), IsEmpty());
  EXPECT_FALSE(fs::exists(kwok_folder_));
  EXPECT_FALSE(fs::exists(cluster->state().path()));
  EXPECT_THAT(status_.lines,
              Contains("say: kwok cluster helm-bench is deleted"));
  cluster->Down(status_);
  EXPECT_EQ(status_.lines.back(), "say: no kwok cluster named helm-bench");
}

class InterruptedKwokCluster : public KwokClusterTest,
                               public testing::WithParamInterface<const char*> {
};

TEST_P(InterruptedKwokCluster, IsDeletedAgain) {
  setenv("FAKE_KWOKCTL", GetParam(), 1);
  const auto cluster = Make();
  std::stop_source stop;
  const std::jthread interrupt = StopWhenHanging(stop);

  EXPECT_THROW(cluster->Up(status_, stop.get_token()), RunError);

  EXPECT_TRUE(fs::exists(home_ / "kwok" / "hanging"));
  EXPECT_THAT(Running(kwok_folder_), IsEmpty());
  EXPECT_EQ(cluster->Probe().kind, Kind::kAbsent);
  EXPECT_FALSE(fs::exists(cluster->kubeconfig()));
}

INSTANTIATE_TEST_SUITE_P(WithPidFileAndWithout, InterruptedKwokCluster,
                         testing::Values("hang", "stray"));

TEST_F(KwokClusterTest, IsDeletedAgainWhenItsCreationFails) {
  setenv("FAKE_KWOKCTL", "fail", 1);
  const auto cluster = Make();
  EXPECT_THAT(
      ErrorOf([&] { cluster->Up(status_, {}); }),
      HasSubstr("kwok cluster helm-bench could not be created: no disk; "
                "scripts/control-plane"));
  EXPECT_THAT(Running(kwok_folder_), IsEmpty());
  EXPECT_EQ(cluster->Probe().kind, Kind::kAbsent);
}

TEST_F(KwokClusterTest, IsDeletedAgainWhenItDoesNotBecomeReady) {
  why_not_ready_ = "0 of 3 nodes are ready";
  ClusterTools tools = Tools();
  tools.patience = {};
  const auto cluster = MakeKwokCluster("helm-bench", tools);
  EXPECT_THAT(ErrorOf([&] { cluster->Up(status_, {}); }),
              HasSubstr("could not be created: 0 of 3 nodes are ready"));
  EXPECT_THAT(Running(kwok_folder_), IsEmpty());
}

TEST_F(KwokClusterTest, TouchesNothingWhenItsKubeconfigCannotBeWritten) {
  std::ofstream(home_ / "file") << "x";
  setenv("XDG_STATE_HOME", (home_ / "file").c_str(), 1);
  const auto cluster = Make();
  EXPECT_THAT(ErrorOf([&] { cluster->Up(status_, {}); }),
              testing::StartsWith(home_.string() + "/file/helm-bench"));
  EXPECT_THAT(Asked("kwokctl"), IsEmpty());
}

TEST_F(KwokClusterTest, NamesTheScriptThatMakesKwokctl) {
  ClusterTools tools = Tools();
  tools.find_program = [](std::string_view) { return std::nullopt; };
  const auto cluster = MakeKwokCluster("helm-bench", tools);
  EXPECT_EQ(cluster->Probe().kind, Kind::kAbsent);
  EXPECT_EQ(cluster->Probe().detail, "kwokctl is not on PATH");
  EXPECT_THAT(ErrorOf([&] { cluster->Up(status_, {}); }),
              HasSubstr("scripts/control-plane"));
}

TEST(KwokctlError, IsTheReasonOfTheLastErrorInItsLog) {
  EXPECT_EQ(KwokctlError(
                {.ending = Exited{1},
                 .err = R"({"level":"INFO","msg":"Cluster is creating"})"
                        "\n"
                        R"({"level":"ERROR","msg":"Failed","err":"no disk"})"
                        "\n"
                        R"({"level":"INFO","msg":"Cluster is cleaned up"})"}),
            "no disk");
  EXPECT_EQ(KwokctlError({.ending = Exited{1},
                          .err = R"({"level":"ERROR","msg":"Failed"})"}),
            "Failed");
}

TEST(KwokctlError, IsTheLastLineOfWhatIsNoLog) {
  EXPECT_EQ(KwokctlError({.ending = Exited{2}, .err = "panic\n[1,2]\nbye\n"}),
            "bye");
  EXPECT_EQ(KwokctlError({.ending = Exited{2}}), "exit code 2");
}

TEST_F(KwokClusterTest, HasAFileForEachFolderThatItMayBeIn) {
  const auto here = Make()->kubeconfig();
  cluster_world::Set("KWOK_WORKDIR", home_ / "elsewhere");
  EXPECT_NE(Make()->kubeconfig(), here);
  unsetenv("KWOK_WORKDIR");
  EXPECT_EQ(Make()->kubeconfig(),
            home_ / "state/helm-bench/kwok-helm-bench/kubeconfig");
}

}  // namespace
}  // namespace bench
