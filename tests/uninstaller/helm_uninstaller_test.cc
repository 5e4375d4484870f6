#include "uninstaller/helm_uninstaller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>

#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class HelmUninstallerTest : public testing::Test {
 protected:
  const HelmUninstaller uninstaller_{
      {"/helm", "v3.22.0", 3}, {{"KUBECONFIG", "/ours"}}, 1.5};
};

TEST_F(HelmUninstallerTest, ItsTasksAreHelmsProcesses) {
  for (const Task& task :
       {uninstaller_.List("a"), uninstaller_.Uninstall({"a", "redis"})}) {
    const auto& command = std::get<Command>(task);
    EXPECT_EQ(command.argv[0], "/helm");
    EXPECT_THAT(command.env, ElementsAre(testing::Pair("KUBECONFIG", "/ours")));
    EXPECT_EQ(command.timeout, std::chrono::milliseconds(1500));
  }
}

TEST_F(HelmUninstallerTest, AListIsReadOrRefusedInHelmsWords) {
  EXPECT_THAT(uninstaller_.Listed(
                  "a", {.out = R"([{"name": "redis", "namespace": "a"}])"}),
              ElementsAre(Release{"a", "redis"}));
  try {
    uninstaller_.Listed("a", {.ending = Exited{1}, .err = "Error: forbidden"});
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "helm list in a: forbidden");
  }
}

TEST_F(HelmUninstallerTest, TellsWhatCameOfAReleaseAndWhen) {
  using std::chrono::milliseconds;
  const auto begin = Clock::now();
  Outcome outcome{.ending = Exited{1},
                  .err =
                      "Waited for 1.5s due to client-side throttling, x\n"
                      "Error: forbidden",
                  .begin = begin + milliseconds(250),
                  .spawned = begin + milliseconds(500),
                  .exited = begin + milliseconds(1500),
                  .user_s = 0.25,
                  .system_s = 0.125,
                  .max_rss_bytes = 42};
  ReleaseResult result =
      uninstaller_.Uninstalled({"a", "redis"}, outcome, begin);
  EXPECT_EQ(result.release, (Release{"a", "redis"}));
  EXPECT_EQ(result.start_s, 0.25);
  EXPECT_EQ(result.spawned_s, 0.5);
  EXPECT_EQ(result.end_s, 1.5);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.user_s, 0.25);
  EXPECT_EQ(result.system_s, 0.125);
  EXPECT_EQ(result.max_rss_bytes, 42);
  EXPECT_EQ(result.throttled_s, 1.5);
  EXPECT_EQ(result.error, "forbidden");
  outcome.ending = Signaled{SIGKILL};
  result = uninstaller_.Uninstalled({"a", "redis"}, outcome, begin);
  EXPECT_FALSE(result.exit_code);
  outcome.ending = Exited{0};
  EXPECT_THAT(uninstaller_.Uninstalled({"a", "redis"}, outcome, begin).error,
              IsEmpty());
}

}  // namespace
}  // namespace bench
