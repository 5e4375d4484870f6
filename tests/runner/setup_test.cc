#include "runner/setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "util/error.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

/// A helm that only pulls: what it leaves in the folder it is told, and how it
/// ends.
class PullingHelm : public CommandRunner {
 public:
  Outcome Run(const Command& command, std::stop_token /*stop*/) override {
    commands.push_back(command);
    const auto& argv = command.argv;
    const auto flag = std::ranges::find(argv, "--destination");
    if (flag != argv.end() && !archive.empty()) {
      std::ofstream(fs::path(*std::next(flag)) / archive) << "a chart";
    }
    Outcome outcome;
    outcome.ending = Exited{code};
    outcome.err = err;
    return outcome;
  }

  std::string archive = "redis-1.2.3.tgz";
  int code = 0;
  std::string err;
  std::vector<Command> commands;
};

class SetupTest : public testing::Test {
 protected:
  SetupTest() {
    setup_.folder = temporary_.path() / "session";
    setup_.helm = {"/usr/bin/helm", "v3.22.0", 3, false};
    setup_.scenario.charts = {{.name = "here", .source = "/charts/here"},
                              {.name = "redis",
                               .source = "oci://registry.example.com/redis",
                               .version = "1.2.3",
                               .values = R"({"replicas": 2})"}};
  }

  void Prepare() { setup_ = Prepared(std::move(setup_), helm_, {}); }

  TemporaryFolder temporary_;
  bench::Setup setup_;  // gtest has a Setup, too
  PullingHelm helm_;
};

TEST_F(SetupTest, DownloadsWhatIsFarAwayAndInstallsThatArchive) {
  Prepare();
  ASSERT_EQ(helm_.commands.size(), 1u);
  const fs::path archive = setup_.scenario.charts[1].source;
  EXPECT_THAT(
      helm_.commands[0].argv,
      ElementsAre("/usr/bin/helm", "pull", "oci://registry.example.com/redis",
                  "--version", "1.2.3", "--destination",
                  archive.parent_path().string()));
  EXPECT_EQ(archive.filename(), "redis-1.2.3.tgz");
  EXPECT_TRUE(fs::is_regular_file(archive));
  EXPECT_THAT(setup_.scenario.charts[1].version, IsEmpty());
  EXPECT_EQ(setup_.scenario.charts[0].source, "/charts/here");
}

TEST_F(SetupTest, AChartOfARepositoryBecomesAnArchiveToo) {
  Chart& chart = setup_.scenario.charts[1];
  chart.source = "redis";
  chart.repository = "https://charts.example.com";
  Prepare();
  EXPECT_THAT(helm_.commands[0].argv,
              testing::Contains("https://charts.example.com"));
  EXPECT_EQ(fs::path(chart.source).filename(), "redis-1.2.3.tgz");
  EXPECT_THAT(chart.repository, IsEmpty());
}

TEST_F(SetupTest, AChartThatCannotBeHadIsRefusedInHelmsWords) {
  helm_.code = 1;
  helm_.archive.clear();
  helm_.err = "Error: registry.example.com/redis:1.2.3: not found\n";
  EXPECT_THAT(
      [&] { Prepare(); },
      ThrowsMessage<Error>(AllOf(HasSubstr("chart redis: cannot be downloaded"),
                                 HasSubstr("redis:1.2.3: not found"))));
}

TEST_F(SetupTest, ADownloadThatLeftNothingIsRefused) {
  helm_.archive.clear();
  EXPECT_THAT([&] { Prepare(); },
              ThrowsMessage<Error>(HasSubstr("chart redis: helm pull")));
}

TEST_F(SetupTest, WritesTheValuesOfEveryChart) {
  Prepare();
  std::ifstream file(ValuesFile(setup_, 1));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}),
            R"({"replicas": 2})");
}

TEST_F(SetupTest, AStrategyStartsWithWhatTheInstallsLeft) {
  Prepare();
  std::ofstream(InstallHome(setup_) / "cache") << "warm";
  EXPECT_TRUE(fs::exists(FreshStrategyHome(setup_) / "cache"));
  std::ofstream(setup_.folder / "strategy/stale") << "of another trial";
  EXPECT_FALSE(fs::exists(FreshStrategyHome(setup_) / "stale"));
  setup_.cold_cache = true;
  EXPECT_FALSE(fs::exists(FreshStrategyHome(setup_) / "cache"));
}

TEST_F(SetupTest, AHomeThatCannotBeMadeIsSaidWithItsPlace) {
  Prepare();
  fs::remove_all(InstallHome(setup_));  // as somebody who tidies up might
  EXPECT_THAT(
      [&] { FreshStrategyHome(setup_); },
      ThrowsMessage<Error>(HasSubstr("session/strategy: No such file")));
}

}  // namespace
}  // namespace bench
