#include "kubernetes/simulated_version.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "util/temporary_folder.h"

namespace bench {
namespace {

using testing::MatchesRegex;

TEST(SimulatedVersionTest, SaysWhatItIsAndHowSlow) {
  EXPECT_EQ(SimulatedVersion(""), "v1.37.2+simulated.instant");
  EXPECT_EQ(LatencyOf("v1.37.2+simulated.instant"), "instant");
  EXPECT_EQ(LatencyOf("v1.37.2+simulated.kwok.1a2b3c4d"), "kwok");
}

// Else times of the one would be compared with times of the other.
TEST(SimulatedVersionTest, TellsProfilesOfOneNameApart) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "mine.json";
  std::ofstream(file) << "{}";
  const std::string before = SimulatedVersion(file);
  EXPECT_THAT(before, MatchesRegex("v1.37.2\\+simulated\\.mine\\.[0-9a-f]{8}"));
  std::ofstream(file) << "{ }";
  EXPECT_NE(SimulatedVersion(file), before);
  // Wherever it is.
  const TemporaryFolder elsewhere;
  std::ofstream(elsewhere.path() / "mine.json") << "{}";
  EXPECT_EQ(SimulatedVersion(elsewhere.path() / "mine.json"), before);
  EXPECT_EQ(LatencyOf(SimulatedVersion(file)), "mine");
}

TEST(SimulatedVersionTest, AnyNameOfAFileFits) {
  EXPECT_EQ(LatencyOf(SimulatedVersion("my mini.kube_2.json")),
            "my-mini-kube-2");
}

TEST(SimulatedVersionTest, RealServersHaveNoLatency) {
  EXPECT_EQ(LatencyOf("v1.36.3"), "");
  EXPECT_EQ(LatencyOf("v1.32.1+k3s1"), "");
}

}  // namespace
}  // namespace bench
