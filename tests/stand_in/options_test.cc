#include "stand_in/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "util/error.h"

namespace bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
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
             "v.json", "--disable-openapi-validation", "--timeout", "60s"});
  EXPECT_EQ(options.command, "install");
  EXPECT_EQ(options.ns, "ns");
  EXPECT_EQ(options.install.name, "r");
  EXPECT_EQ(options.install.chart, "charts/mysql");
  EXPECT_THAT(options.install.value_files, ElementsAre("v.json"));
  EXPECT_TRUE(options.install.disable_openapi_validation);
  EXPECT_FALSE(options.install.create_namespace);
}

TEST(StandInOptionsTest, UnderstandTheHarnesssList) {
  const Options options =
      Parse({"list", "--namespace", "ns", "--max", "0", "--output", "json",
             "--deployed", "--failed", "--pending", "--uninstalling",
             "--uninstalled", "--superseded"});
  EXPECT_EQ(options.list.max, 0);
  EXPECT_EQ(options.list.output, "json");
  EXPECT_THAT(options.list.states,
              testing::UnorderedElementsAre("deployed", "failed", "pending",
                                            "uninstalling", "uninstalled",
                                            "superseded"));
}

TEST(StandInOptionsTest, UnderstandShortFlagsBeforeAndBehindTheCommand) {
  const Options options = Parse({"-n", "ns", "ls", "-Aqm5", "-o", "json"});
  EXPECT_EQ(options.command, "list");
  EXPECT_EQ(options.ns, "ns");
  EXPECT_TRUE(options.list.all_namespaces);
  EXPECT_TRUE(options.list.names_only);
  EXPECT_EQ(options.list.max, 5);
  EXPECT_EQ(options.list.output, "json");
}

TEST(StandInOptionsTest, UnderstandAnUninstallOfSeveral) {
  const Options options = Parse({"delete", "a", "b", "-n", "ns", "--wait",
                                 "--cascade=foreground", "--timeout=1m30s"});
  EXPECT_EQ(options.command, "uninstall");
  EXPECT_THAT(options.uninstall.names, ElementsAre("a", "b"));
  EXPECT_TRUE(options.uninstall.wait);
  EXPECT_EQ(options.uninstall.cascade, "foreground");
  EXPECT_EQ(options.uninstall.timeout, seconds(90));
}

TEST(StandInOptionsTest, SendWhatTheyDoNotKnowToTheRealHelm) {
  const std::string why =
      ": not known to this stand-in for helm (see --help): the real helm is "
      "needed for that";
  ExpectRefusal({"upgrade", "r", "chart"}, "upgrade" + why);
  ExpectRefusal({"uninstall", "r", "--debug"}, "--debug" + why);
  ExpectRefusal({"install", "r", "chart", "--atomic"}, "--atomic" + why);
  ExpectRefusal({"install", "r", "chart", "--repo", "url"}, "--repo" + why);
  ExpectRefusal({"list", "--filter", "x"}, "--filter" + why);
}

TEST(StandInOptionsTest, RefuseWhatHelmRefuses) {
  ExpectRefusal({"uninstall"}, "requires at least 1 argument");
  ExpectRefusal({"install", "r"}, "must either provide a name");
  ExpectRefusal({"uninstall", "r", "--cascade", "x"}, "invalid cascade value");
  ExpectRefusal({"uninstall", "r", "--timeout", "5"}, "missing unit");
  ExpectRefusal({"list", "-o", "xml"}, "xml");
  ExpectRefusal({"list", "-m", "many"}, "many");
}

TEST(StandInOptionsTest, RefuseAnEnvironmentThatLeadsElsewhere) {
  setenv("HELM_DRIVER", "configmap", 1);
  ExpectRefusal({"list"}, "HELM_DRIVER is configmap");
  setenv("HELM_DRIVER", "", 1);
  setenv("HELM_KUBETOKEN", "t", 1);
  ExpectRefusal({"list"}, "HELM_KUBETOKEN is set");
  unsetenv("HELM_KUBETOKEN");
  EXPECT_EQ(Parse({"list"}).command, "list");
}

TEST(StandInOptionsTest, ReadDurationsAsGoDoes) {
  EXPECT_EQ(ParseDuration("5m0s"), minutes(5));
  EXPECT_EQ(ParseDuration("1.5h"), minutes(90));
  EXPECT_EQ(ParseDuration("300ms"), milliseconds(300));
  EXPECT_EQ(ParseDuration("+.5s"), milliseconds(500));
  for (const char* text : {"", "5", "s", "-5s", "5 s", "1e3s", "99999999h",
                           "111111111111111111111111111111111111111111111s"}) {
    EXPECT_THROW(ParseDuration(text), Error) << text;
  }
}

}  // namespace
}  // namespace bench
