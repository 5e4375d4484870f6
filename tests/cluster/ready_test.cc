#include "cluster/ready.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "cluster_world.h"

namespace bench {
namespace {

using testing::HasSubstr;

class ReadyTest : public ClusterWorld {};

TEST(NodesReady, CountsThoseWhoseConditionIsTrue) {
  const std::string nodes = R"({"items": [
    {"status": {"conditions": [{"type": "DiskPressure", "status": "False"},
                               {"type": "Ready", "status": "True"}]}},
    {"status": {"conditions": [{"type": "Ready", "status": "Unknown"}]}},
    {"status": {}}]})";
  EXPECT_EQ(WhyNodesNotReady(nodes, 1), "");
  EXPECT_EQ(WhyNodesNotReady(nodes, 3), "1 of 3 nodes are ready");
}

TEST(NodesReady, DoesNotTrustTheServersWords) {
  for (const char* text : {"", "{}", "[]", R"({"items":7})", R"({"items":[7]})",
                           R"({"items":[{"status":{"conditions":[7]}}]})"}) {
    EXPECT_NE(WhyNodesNotReady(text, 1), "") << text;
  }
}

TEST_F(ReadyTest, SaysThatNobodyAnswers) {
  std::ofstream(home_ / "kubeconfig") << R"(
clusters: [{name: a, cluster: {server: "http://127.0.0.1:1"}}]
contexts: [{name: a, context: {cluster: a}}]
current-context: a
)";
  EXPECT_THAT(WhyNotReady(home_ / "kubeconfig", 0),
              HasSubstr("its API server cannot be asked: "));
}

TEST_F(ReadyTest, SaysThatTheKubeconfigIsNotThere) {
  EXPECT_NE(WhyNotReady(home_ / "nowhere", 0), "");
}

}  // namespace
}  // namespace bench
