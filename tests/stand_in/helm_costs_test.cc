#include "stand_in/helm_costs.h"

#include <gtest/gtest.h>

#include <string>

#include "stand_in_folder.h"
#include "util/burn.h"
#include "util/error.h"

namespace bench {
namespace {

HelmCosts ReadText(const std::string& text) {
  const StandInFolder folder;
  return ReadHelmCosts(folder.Write("profile.json", text));
}

std::string Refusal(const std::string& text) {
  try {
    ReadText(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(HelmCostsTest, ReadsACostForEachCommand) {
  const HelmCosts costs =
      ReadText(R"({"about": "x", "helm": {"start_cpu_s": 0.06,
    "list_cpu_s": 1, "install_cpu_s": 2, "install_object_cpu_s": 3,
    "uninstall_cpu_s": 4, "uninstall_object_cpu_s": 0.007}})");
  EXPECT_EQ(costs.start_s, 0.06);
  EXPECT_EQ(costs.list_s, 1);
  EXPECT_EQ(costs.install_s, 2);
  EXPECT_EQ(costs.install_object_s, 3);
  EXPECT_EQ(costs.uninstall_s, 4);
  EXPECT_EQ(costs.uninstall_object_s, 0.007);
}

TEST(HelmCostsTest, TakesWhatIsMissingForFree) {
  EXPECT_EQ(ReadText("{}").start_s, 0);
  EXPECT_EQ(ReadText(R"({"helm": {}})").list_s, 0);
}

TEST(HelmCostsTest, NamesTheValueThatIsNoCost) {
  EXPECT_TRUE(Refusal(R"({"helm": {"list_cpu_s": -0.5}})")
                  .ends_with(".json: helm.list_cpu_s: expected a number of "
                             "seconds, 0 or more, got -0.5"));
  EXPECT_NE(Refusal(R"({"helm": {"start_cpu_s": "1"}})")
                .find("helm.start_cpu_s: expected"),
            std::string::npos);
  EXPECT_NE(Refusal(R"({"helm": {"start_cpu_s": 1e999}})"), "");
  EXPECT_NE(Refusal(R"({"helm": []})"), "");
  EXPECT_NE(Refusal("[]"), "");
  EXPECT_NE(Refusal("{"), "");
  EXPECT_THROW(ReadHelmCosts("/nowhere/profile.json"), Error);
}

TEST(HelmCostsTest, SpendsWhatItIsToldOnThisThread) {
  const double mark = ThreadCpuSeconds();
  Burner burner({}, mark);
  burner.Spend(0.02);
  EXPECT_GE(ThreadCpuSeconds(), mark + 0.02);
  burner.Spend(0.01);
  EXPECT_GE(ThreadCpuSeconds(), mark + 0.03);
}

}  // namespace
}  // namespace bench
