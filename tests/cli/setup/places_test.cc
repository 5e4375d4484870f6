#include "cli/setup/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/error.h"

namespace bench {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(PlacesTest, OnlyAKwokClusterHasLimitsToChoose) {
  EXPECT_EQ(WantedLimits("on", "kwok"), true);
  EXPECT_EQ(WantedLimits("off", "kwok"), false);
  EXPECT_EQ(WantedLimits("", "kwok"), false);
  EXPECT_EQ(WantedLimits("", "auto"), std::nullopt);
  EXPECT_EQ(WantedLimits("", "minikube"), std::nullopt);
  for (const char* cluster :
       {"auto", "minikube", "simulated", "context:mine"}) {
    EXPECT_THAT([&] { WantedLimits("on", cluster); },
                ThrowsMessage<Error>(HasSubstr("--cluster kwok")))
        << cluster;
  }
}

}  // namespace
}  // namespace bench
