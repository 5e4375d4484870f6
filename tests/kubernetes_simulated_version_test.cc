#include <gtest/gtest.h>

#include "kubernetes/simulated_version.h"

namespace bench {
namespace {

TEST(SimulatedVersionTest, SaysWhatItIsAndHowSlow) {
  EXPECT_EQ(SimulatedVersion("kwok"), "v1.36.3+simulated.kwok");
  EXPECT_EQ(LatencyOf("v1.36.3+simulated.kwok"), "kwok");
}

TEST(SimulatedVersionTest, AnyNameOfAFileFits) {
  EXPECT_EQ(LatencyOf(SimulatedVersion("my mini.kube_2")), "my-mini-kube-2");
}

TEST(SimulatedVersionTest, RealServersHaveNoLatency) {
  EXPECT_EQ(LatencyOf("v1.36.3"), "");
  EXPECT_EQ(LatencyOf("v1.32.1+k3s1"), "");
}

}  // namespace
}  // namespace bench
