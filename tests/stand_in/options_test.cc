#include "stand_in/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "util/error.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

Options Parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "helm");
  return ParseOptions(static_cast<int>(arguments.size()), arguments.data());
}

void ExpectRefusal(const std::vector<const char*>& arguments,
                   const std::string& why) {
  EXPECT_THAT([&] { Parse(arguments); }, ThrowsMessage<Error>(HasSubstr(why)));
}

TEST(StandInOptionsTest, UnderstandTheHarnesssInstall) {
  const Options options =
      Parse({"install", "r", "charts/mysql", "--namespace", "ns", "--values",
             "v.json", "--disable-openapi-validation"});
  EXPECT_EQ(options.command, "install");
  EXPECT_EQ(options.ns, "ns");
  EXPECT_EQ(options.install.name, "r");
  EXPECT_EQ(options.install.chart, "charts/mysql");
  EXPECT_THAT(options.install.value_files, ElementsAre("v.json"));
  EXPECT_TRUE(options.install.disable_openapi_validation);
}

TEST(StandInOptionsTest, UnderstandTheHarnesssTemplate) {
  const Options options =
      Parse({"template", "r", "charts/mysql", "--namespace", "ns", "--values",
             "v.json", "--disable-openapi-validation", "--kube-version",
             "v1.36.3", "--include-crds"});
  EXPECT_EQ(options.command, "template");
  EXPECT_EQ(options.ns, "ns");
  EXPECT_EQ(options.install.name, "r");
  EXPECT_EQ(options.install.chart, "charts/mysql");
  ExpectRefusal({"template", "r"}, "must either provide a name");
}

TEST(StandInOptionsTest, UnderstandTheHarnesssList) {
  const Options options =
      Parse({"list", "--namespace", "ns", "--max", "0", "--output", "json",
             "--deployed", "--failed", "--pending", "--uninstalling",
             "--uninstalled", "--superseded"});
  EXPECT_EQ(options.list.max, 0);
  EXPECT_THAT(options.list.states,
              testing::UnorderedElementsAre("deployed", "failed", "pending",
                                            "uninstalling", "uninstalled",
                                            "superseded"));
}

TEST(StandInOptionsTest, UnderstandShortFlagsBeforeAndBehindTheCommand) {
  const Options options = Parse({"-n", "ns", "ls", "-m5", "-o", "json"});
  EXPECT_EQ(options.command, "list");
  EXPECT_EQ(options.ns, "ns");
  EXPECT_EQ(options.list.max, 5);
}

TEST(StandInOptionsTest, UnderstandAnUninstallOfSeveral) {
  const Options options = Parse({"delete", "a", "b", "-n", "ns", "--no-hooks"});
  EXPECT_EQ(options.command, "uninstall");
  EXPECT_THAT(options.uninstall.names, ElementsAre("a", "b"));
  EXPECT_TRUE(options.uninstall.no_hooks);
}

TEST(StandInOptionsTest, SendWhatTheyDoNotKnowToTheRealHelm) {
  const std::string why =
      ": not known to this stand-in for helm (see --help): the real helm is "
      "needed for that";
  ExpectRefusal({"upgrade", "r", "chart"}, "upgrade" + why);
  ExpectRefusal({"uninstall", "r", "--debug"}, "--debug" + why);
  ExpectRefusal({"uninstall", "r", "--wait"}, "--wait" + why);
  ExpectRefusal({"install", "r", "chart", "--atomic"}, "--atomic" + why);
  ExpectRefusal({"install", "r", "chart", "--repo", "url"}, "--repo" + why);
  ExpectRefusal({"list", "-o", "json", "--filter", "x"}, "--filter" + why);
}

TEST(StandInOptionsTest, RefuseWhatHelmRefuses) {
  ExpectRefusal({"uninstall"}, "requires at least 1 argument");
  ExpectRefusal({"install", "r"}, "must either provide a name");
  ExpectRefusal({"list", "-o", "xml"}, "xml");
  ExpectRefusal({"list", "-o", "json", "-m", "many"}, "many");
}

TEST(StandInOptionsTest, RefuseAnEnvironmentThatLeadsElsewhere) {
  setenv("HELM_DRIVER", "configmap", 1);
  ExpectRefusal({"list", "-o", "json"}, "HELM_DRIVER is configmap");
  setenv("HELM_DRIVER", "", 1);
  setenv("HELM_KUBETOKEN", "t", 1);
  ExpectRefusal({"list", "-o", "json"}, "HELM_KUBETOKEN is set");
  unsetenv("HELM_KUBETOKEN");
  EXPECT_EQ(Parse({"list", "-o", "json"}).command, "list");
}

}  // namespace
}  // namespace bench
