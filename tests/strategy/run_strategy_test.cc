#include "strategy/run_strategy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <mutex>

#include "executor/executors.h"
#include "uninstaller/helm_uninstaller.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Outcome Said(std::string out, int code = 0, std::string err = "") {
  Outcome outcome;
  outcome.ending = Exited{code};
  outcome.out = std::move(out);
  outcome.err = std::move(err);
  outcome.begin = outcome.spawned = outcome.exited = Clock::now();
  outcome.user_s = 0.25;
  return outcome;
}

// A helm that knows two releases in each namespace.
class FakeHelm : public CommandRunner {
 public:
  Outcome Run(const Command& command, std::stop_token /*stop*/) override {
    const std::lock_guard lock(mutex_);
    asked.push_back(command.argv[1] + " " + command.argv[2] + " " +
                    command.argv[3]);
    environments.push_back(command.env);
    if (command.argv[1] == "list") {
      const std::string& ns = command.argv[3];
      return list.value_or(
          Said(fmt::format(R"([{{"name":"redis","namespace":"{0}"}},)"
                           R"({{"name":"mysql","namespace":"{0}"}}])",
                           ns)));
    }
    if (command.argv[2] == failing) return Said("", 1, "Error: forbidden");
    if (command.argv[2] == missing) throw LaunchError("no such program");
    return Said("release uninstalled");
  }

  std::vector<std::string> asked;
  std::vector<std::map<std::string, std::string>> environments;
  std::optional<Outcome> list;
  std::string failing;
  std::string missing;

 private:
  std::mutex mutex_;
};

class ExecutorStrategyTest : public testing::Test {
 protected:
  StrategyRun Run() {
    return RunOnExecutor(context_, uninstaller_, [&] {
      return MakeSequentialExecutor(CommandTasks(helm_));
    });
  }

  FakeHelm helm_;
  StrategyContext context_{.runner = helm_,
                           .namespaces = {"a", "b"},
                           .helm = {"/helm", "v3.22.0", 3},
                           .environment = {{"KUBECONFIG", "/ours"}},
                           .timeout_s = 10};
  HelmUninstaller uninstaller_{context_.helm, context_.environment,
                               context_.timeout_s};
};

TEST_F(ExecutorStrategyTest, ListsEveryNamespaceThenUninstallsEveryRelease) {
  const StrategyRun run = Run();
  EXPECT_THAT(
      helm_.asked,
      ElementsAre("list --namespace a", "list --namespace b",
                  "uninstall redis --namespace", "uninstall mysql --namespace",
                  "uninstall redis --namespace",
                  "uninstall mysql --namespace"));
  EXPECT_THAT(helm_.environments, Each(context_.environment));
  EXPECT_THAT(run.failure, IsEmpty());
  ASSERT_EQ(run.releases.size(), 4u);
  EXPECT_EQ(run.releases[3].release, (Release{"b", "mysql"}));
  EXPECT_EQ(run.releases[3].exit_code, 0);
  EXPECT_EQ(run.releases[3].user_s, 0.25);
  EXPECT_FALSE(run.releases[3].gone);  // that is looked up by others
}

TEST_F(ExecutorStrategyTest, ThePhasesAddUpToReturned) {
  const StrategyRun run = Run();
  EXPECT_NEAR(*run.times.list_s + *run.times.uninstall_s + *run.times.pool_s,
              run.times.returned_s, 1e-9);
}

TEST_F(ExecutorStrategyTest, AFailureIsOneReleasesAndInHelmsWords) {
  helm_.failing = "redis";
  const StrategyRun run = Run();
  EXPECT_THAT(run.failure, IsEmpty());
  ASSERT_EQ(run.releases.size(), 4u);
  EXPECT_EQ(run.releases[0].error, "forbidden");
  EXPECT_EQ(run.releases[0].exit_code, 1);
  EXPECT_EQ(run.releases[1].error, "");
}

TEST_F(ExecutorStrategyTest, AHelmThatCannotBeStartedIsAnAnswerToo) {
  helm_.missing = "mysql";
  const StrategyRun run = Run();
  EXPECT_EQ(run.releases[1].error, "no such program");
  EXPECT_EQ(run.releases[1].exit_code, std::nullopt);
  EXPECT_EQ(run.releases[0].error, "");
}

TEST_F(ExecutorStrategyTest, WithoutAListNothingIsUninstalled) {
  helm_.list = Said("", 1, "Error: secrets is forbidden");
  StrategyRun run = Run();
  EXPECT_THAT(run.failure, AllOf(HasSubstr("helm list in a"),
                                 HasSubstr("secrets is forbidden")));
  EXPECT_THAT(run.releases, IsEmpty());
  helm_.list = Said("NAME\tNAMESPACE");
  run = Run();
  EXPECT_THAT(run.failure, HasSubstr("printed something else"));
}

TEST_F(ExecutorStrategyTest, TheSameOnAPool) {
  const StrategyRun run = RunOnExecutor(context_, uninstaller_, [&] {
    return MakeThreadPoolExecutor(CommandTasks(helm_), 3);
  });
  EXPECT_EQ(run.releases.size(), 4u);
  EXPECT_EQ(run.releases[2].release, (Release{"b", "redis"}));
}

TEST_F(ExecutorStrategyTest, APoolThatCannotBeMadeIsAFailure) {
  const StrategyRun run =
      RunOnExecutor(context_, uninstaller_, [&]() -> std::unique_ptr<Executor> {
        throw RunError("no more processes");
      });
  EXPECT_EQ(run.failure, "no more processes");
}

}  // namespace
}  // namespace bench
