#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "model/scenario_file.h"
#include "util/digest.h"
#include "util/error.h"
#include "util/temporary_folder.h"

namespace bench {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const fs::path kFolder = fs::path(BENCH_SOURCE_DIR) / "scenarios";

// What `function` throws.
template <typename F>
std::string ErrorOf(F function) {
  try {
    function();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

std::string ParseError(const std::string& text) {
  return ErrorOf([&] { ParseScenario(text, kFolder / "x.json"); });
}

// A folder of scenarios that lives as long as its test.
class ScenarioFolder : public testing::Test {
 protected:
  fs::path Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

  TemporaryFolder temporary_;
  fs::path folder_ = temporary_.path();
};

constexpr const char* kSmall = R"({
  "name": "small",
  "charts": [{"name": "a", "oci": "oci://registry.example.com/a"}],
  "strategies": [{"name": "sequential"}]
})";

TEST(ScenarioTest, ReadsWhatTheFileSays) {
  const Scenario scenario = LoadScenario("three-charts", kFolder);
  EXPECT_EQ(scenario.name, "three-charts");
  ASSERT_EQ(scenario.charts.size(), 3u);
  EXPECT_EQ(scenario.charts[1].name, "redis");
  EXPECT_EQ(scenario.charts[1].source, (kFolder / "charts/redis").string());
  EXPECT_THAT(scenario.strategies, ElementsAre(StrategySpec{"sequential"},
                                               StrategySpec{"thread-pool"},
                                               StrategySpec{"process-pool"}));
  EXPECT_EQ(scenario.workers, 5);
  EXPECT_EQ(scenario.blocks, 12);
}

TEST(ScenarioTest, ReadsEverythingThatAChartCanHave) {
  const Scenario scenario = LoadScenario("three-charts-upstream", kFolder);
  const Chart& chart = scenario.charts[0];
  EXPECT_EQ(chart.source, "nginx-ingress");
  EXPECT_EQ(chart.repository, "https://helm.nginx.com/stable");
  EXPECT_EQ(chart.values, R"({"controller":{"enableCustomResources":false}})");
  EXPECT_THAT(chart.install_flags,
              ElementsAre("--skip-crds", "--skip-schema-validation"));
}

TEST(ScenarioTest, AnImageGoesToTheChartsThatSayWhichValueTakesIt) {
  Scenario scenario = LoadScenario("three-charts-pods", kFolder);
  EXPECT_TRUE(scenario.real_pods);
  scenario.charts[2].image_value = "";
  scenario = WithImage(scenario, "mine:1");
  EXPECT_THAT(scenario.charts[0].set, ElementsAre("image=mine:1"));
  EXPECT_THAT(scenario.charts[2].set, IsEmpty());
}

TEST(ScenarioTest, WhatTheFileDoesNotSayHasItsDefault) {
  const Scenario scenario = ParseScenario(kSmall, "small.json");
  EXPECT_EQ(scenario.charts[0].values, "{}");
  EXPECT_THAT(Namespaces(scenario), ElementsAre("helm-bench-1"));
  EXPECT_EQ(Releases(scenario)[0].release, (Release{"helm-bench-1", "a"}));
  EXPECT_EQ(scenario.timeouts.install_s, Timeouts().install_s);
}

TEST(ScenarioTest, ChartPathsAreRelativeToTheFileNotToTheWorkingFolder) {
  const fs::path relative = fs::relative(kFolder / "three-charts.json");
  const Scenario scenario = LoadScenario("./" + relative.string(), "/nowhere");
  EXPECT_EQ(scenario.charts[0].source, (kFolder / "charts/nginx").string());
}

TEST(ScenarioTest, ReleasesGoNamespaceByNamespaceInTheOrderOfTheFile) {
  Scenario scenario;
  scenario.charts = {{.name = "a"}, {.name = "b"}};
  scenario.namespace_count = 2;
  scenario.namespace_prefix = "n";
  scenario.release_name = "{chart}.{index}.{namespace}.{chart}";
  std::vector<std::string> names;
  for (const PlannedRelease& planned : Releases(scenario)) {
    names.push_back(planned.release.ns + "/" + planned.release.name);
  }
  EXPECT_THAT(names, ElementsAre("n-1/a.1.n-1.a", "n-1/b.1.n-1.b",
                                 "n-2/a.2.n-2.a", "n-2/b.2.n-2.b"));
  EXPECT_EQ(Releases(scenario)[3].chart, 1u);
}

TEST(ScenarioTest, BrokenJsonHasLineAndColumn) {
  EXPECT_THAT(ParseError("{\n  \"name\": \"x\",\n  \"charts\": [,]\n}"),
              AllOf(StartsWith((kFolder / "x.json").string()),
                    HasSubstr("line 3, column 14")));
  EXPECT_THAT(ParseError(""), HasSubstr("line 1, column 1"));
}

TEST(ScenarioTest, NothingInAFileCanCrashIt) {
  EXPECT_THAT(ParseError(std::string(200'000, '[')), HasSubstr("deeper"));
  std::string deep = "{\"values\": ";
  for (int i = 0; i < 50'000; ++i) deep += "{\"a\": ";
  EXPECT_THAT(ParseError(deep), HasSubstr("deeper"));
  EXPECT_THAT(ParseError("{\"name\": \"\xff\xfe\"}"), HasSubstr("UTF-8"));
  EXPECT_THAT(ParseError("{\"\xc3\x28\": 1}"), HasSubstr("line 1"));
  EXPECT_THAT(ParseError("{\"workers\": 1e999}"), HasSubstr("1e999"));
  EXPECT_THAT(ParseError(std::string("\0{}", 3)), HasSubstr("line 1"));
  EXPECT_THAT(ParseError("{\"name\": \"" + std::string(100'000, 'x')),
              HasSubstr("line 1"));
}

TEST(ScenarioTest, AMessageNeverGrowsWithWhatItComplainsAbout) {
  const std::string huge(100'000, 'x');
  EXPECT_LT(ParseError("{\"" + huge + "\": 1}").size(), 600u);
  EXPECT_LT(ParseError("{\"name\": \"" + huge + "\"}").size(), 600u);
  EXPECT_LT(ParseError("{\"name\": " + huge + "}").size(), 600u);
}

TEST(ScenarioTest, TheHarnessesOwnFlagsAreRefused) {
  std::string text = kSmall;
  text.replace(text.find("\"oci\""), 0, R"("install_flags": ["-nother"], )");
  EXPECT_THAT(ParseError(text),
              HasSubstr("charts[0].install_flags[0]: \"-nother\" is the "
                        "harness's to choose"));
}

TEST_F(ScenarioFolder, TakesAChartArchiveBesideTheFile) {
  Write("a.tgz", "");
  const fs::path file = Write("small.json", R"({"name": "small",
      "charts": [{"name": "a", "archive": "./a.tgz"}],
      "strategies": [{"name": "sequential"}]})");
  EXPECT_EQ(LoadScenario(file.string(), "/nowhere").charts[0].source,
            (folder_ / "a.tgz").string());
}

TEST_F(ScenarioFolder, AFileIsKnownByItsPathAndWhatIsInIt) {
  const fs::path file = Write("small.json", kSmall);
  EXPECT_EQ(LoadScenario(file.string(), "/nowhere").file, file.string());
  const fs::path before = fs::current_path();
  fs::current_path(file.parent_path());
  EXPECT_EQ(LoadScenario("./small.json", "/nowhere").file, file.string());
  fs::current_path(before);
  const std::string digest = LoadScenario(file.string(), "/nowhere").digest;
  EXPECT_EQ(digest, TextDigest(kSmall));
  EXPECT_EQ(LoadScenario("small", folder_).digest, digest);
}

// Also where another of that name lies elsewhere.
TEST_F(ScenarioFolder, WhatComesWithTheProgramIsKnownByItsName) {
  const fs::path file = Write("small.json", kSmall);
  EXPECT_EQ(LoadScenario("small", folder_).file, "");
  EXPECT_EQ(LoadScenario(file.string(), folder_).file, "");
  const fs::path copy = Write("copy.json", kSmall);
  EXPECT_EQ(LoadScenario(copy.string(), folder_).file, copy.string());
}

TEST_F(ScenarioFolder, AnUnknownNameComesWithTheNearest) {
  Write("small.json", kSmall);
  Write("schema.json", "{}");
  const auto load = [&](const char* name) {
    return ErrorOf([&] { LoadScenario(name, folder_); });
  };
  EXPECT_THAT(load("smal"), HasSubstr("unknown scenario \"smal\": did you mean "
                                      "\"small\"?"));
  EXPECT_THAT(load("schema"), HasSubstr("unknown scenario \"schema\""));
  EXPECT_THAT(load(""), HasSubstr("unknown scenario \"\""));
  EXPECT_EQ(LoadScenario("small", folder_).name, "small");
}

TEST_F(ScenarioFolder, AFileThatCannotBeReadSaysWhy) {
  const auto load = [&](const fs::path& path) {
    return ErrorOf([&] { LoadScenario(path.string(), folder_); });
  };
  EXPECT_EQ(load("/no/such.json"),
            "/no/such.json: cannot be read: No such file or directory");
  EXPECT_THAT(load(folder_), EndsWith("a folder; expected a scenario's JSON "
                                      "file"));
  EXPECT_THAT(load("/dev/zero"), HasSubstr("larger than"));
}

TEST_F(ScenarioFolder, ANamedScenarioHasTheNameOfItsFile) {
  const fs::path file = Write("other.json", kSmall);
  EXPECT_THAT(ErrorOf([&] { LoadScenario("other", folder_); }),
              HasSubstr("name: expected \"other\", as the file is called, got "
                        "\"small\""));
  EXPECT_EQ(LoadScenario(file.string(), folder_).name, "small");
}

TEST_F(ScenarioFolder, TheListGoesByNameAndABrokenFileDoesNotHideTheOthers) {
  Write("small.json", kSmall);
  Write("broken.json", "{");
  Write("schema.json", "{}");
  Write("notes.txt", "");
  Write("small-too.json", "{");  // a path would come before small.json
  const std::vector<Scenario> list = ListScenarios(folder_);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].name, "broken");
  EXPECT_THAT(list[0].description, HasSubstr("line 1, column 2"));
  EXPECT_EQ(list[1].name, "small");
  EXPECT_EQ(list[2].name, "small-too");
}

TEST(NamesTest, WorkersAreOneToTheLimit) {
  EXPECT_NO_THROW(CheckWorkers(1, "--workers"));
  EXPECT_NO_THROW(CheckWorkers(kMaxWorkers, "--workers"));
  for (const int workers : {0, -1, kMaxWorkers + 1, 1'000'000'000}) {
    EXPECT_THAT(ErrorOf([&] { CheckWorkers(workers, "--workers"); }),
                StartsWith("--workers: expected 1 to 1024 workers, got "));
  }
}

}  // namespace
}  // namespace bench
