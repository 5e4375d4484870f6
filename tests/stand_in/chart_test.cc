#include "stand_in/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "kubernetes/base64.h"
#include "stand_in/helmignore.h"
#include "stand_in_folder.h"
#include "util/error.h"

namespace bench {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::ThrowsMessage;

json File(const std::string& name, const std::string& text) {
  return {{"name", name}, {"data", EncodeBase64(text)}};
}

class ChartTest : public testing::Test {
 protected:
  ChartTest() {
    folder_.Write("Chart.yaml",
                  "apiVersion: v2\nname: c\nversion: 1.0.0\nunheard: of\n");
  }

  void ExpectRefusal(const std::string& why) {
    EXPECT_THAT([this] { LoadChart(folder_.path()); },
                ThrowsMessage<Error>(HasSubstr(why)));
  }

  StandInFolder folder_;
};

TEST_F(ChartTest, HasTheFormOfARecord) {
  folder_.Write("values.yaml", "on: {b: 010}\n");
  folder_.Write("templates/b.yaml", "b");
  folder_.Write("templates/a.yaml", "a");
  folder_.Write("README.md", "read");
  folder_.Write(".helmignore", "rendered/\n");
  folder_.Write("rendered/manifest.yaml", "not a part of it");
  const json expected = {
      {"metadata", {{"apiVersion", "v2"}, {"name", "c"}, {"version", "1.0.0"}}},
      {"lock", nullptr},
      {"templates",
       {File("templates/a.yaml", "a"), File("templates/b.yaml", "b")}},
      {"values", {{"true", {{"b", 8}}}}},
      {"schema", nullptr},
      {"files",
       {File(".helmignore", "rendered/\n"), File("README.md", "read")}}};
  EXPECT_EQ(LoadChart(folder_.path()), expected);
}

TEST_F(ChartTest, IsRefusedWhereOnlyTheRealHelmCanInstallIt) {
  for (const char* file : {"charts/sub/Chart.yaml", "crds/crd.yaml",
                           "templates/NOTES.txt", "Chart.lock"}) {
    const auto path = folder_.Write(file, "a: b\n");
    ExpectRefusal(std::string("it has ") + file + ": the real helm is needed");
    std::filesystem::remove_all(folder_.path() /
                                *std::filesystem::path(file).begin());
    folder_.Write("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n");
  }
  folder_.Write("Chart.yaml",
                "apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: []\n");
  ExpectRefusal("it has dependencies: the real helm is needed");
}

TEST_F(ChartTest, IsRefusedWhenItIsNone) {
  folder_.Write("Chart.yaml", "apiVersion: v2\nname: c\n");
  ExpectRefusal("chart.metadata.version is required");
  folder_.Write("Chart.yaml", "apiVersion: [");
  ExpectRefusal("not YAML");
  EXPECT_THAT([] { LoadChart("/nowhere"); },
              ThrowsMessage<Error>("path \"/nowhere\" not found"));
  EXPECT_THAT([] { LoadChart("repository/chart"); },
              ThrowsMessage<Error>(HasSubstr("the real helm is needed")));
  EXPECT_THAT([] { LoadChart("oci://registry/chart"); },
              ThrowsMessage<Error>(HasSubstr("the real helm is needed")));
}

TEST_F(ChartTest, PutsNamesForThePlaceholdersOfItsManifest) {
  folder_.Write(kRenderedManifest,
                "name: helm-bench-release-x\n"
                "namespace: helm-bench-namespace.helm-bench-release\n");
  EXPECT_EQ(RenderedManifest(folder_.path(), "r", "ns"),
            "name: r-x\nnamespace: ns.r\n");
  // Names that look like placeholders are not replaced again.
  EXPECT_EQ(RenderedManifest(folder_.path(), "helm-bench-namespace",
                             "helm-bench-release"),
            "name: helm-bench-namespace-x\n"
            "namespace: helm-bench-release.helm-bench-namespace\n");
}

TEST_F(ChartTest, HasNoManifestForNamesThatChartsChange) {
  folder_.Write(kRenderedManifest, "name: helm-bench-release\n");
  for (const std::string& name : {std::string("a.b"), std::string(41, 'a')}) {
    EXPECT_THAT([&] { RenderedManifest(folder_.path(), name, "ns"); },
                ThrowsMessage<Error>(HasSubstr("the real helm is needed")));
  }
  EXPECT_NO_THROW(RenderedManifest(folder_.path(), std::string(40, 'a'), "n"));
}

TEST_F(ChartTest, NeedsTheRealHelmWithoutAManifest) {
  EXPECT_THAT([this] { RenderedManifest(folder_.path(), "r", "ns"); },
              ThrowsMessage<Error>(HasSubstr("rendered/manifest.yaml")));
}

// As helm's own pkg/ignore.
TEST(HelmIgnoreTest, MatchesNamesPathsAndFolders) {
  const HelmIgnore ignore("# comment\n *.swp \n/top.txt\na/*.md\nrendered/\n");
  EXPECT_TRUE(ignore.Ignores("deep/in/x.swp", false));
  EXPECT_TRUE(ignore.Ignores("top.txt", false));
  EXPECT_FALSE(ignore.Ignores("a/top.txt", false));
  EXPECT_TRUE(ignore.Ignores("a/x.md", false));
  EXPECT_FALSE(ignore.Ignores("a/b/x.md", false));
  EXPECT_TRUE(ignore.Ignores("rendered", true));
  EXPECT_FALSE(ignore.Ignores("rendered", false));
  EXPECT_TRUE(ignore.Ignores("templates/.hidden", false));
  EXPECT_FALSE(ignore.Ignores(".helmignore", false));
}

TEST(HelmIgnoreTest, KeepsOnlyWhatANegatedRuleMatches) {
  const HelmIgnore ignore("!*.yaml\n");
  EXPECT_FALSE(ignore.Ignores("a.yaml", false));
  EXPECT_TRUE(ignore.Ignores("a.md", false));
}

TEST(HelmIgnoreTest, RefusesDoubleStars) {
  EXPECT_THROW(HelmIgnore("a/**/b"), Error);
}

}  // namespace
}  // namespace bench
