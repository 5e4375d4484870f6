#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stats/concurrency.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::size_t> LanesOf(const std::vector<BusyTime>& tasks) {
  return Lanes(tasks);
}

TEST(LanesTest, OneAfterTheOtherIsOneLane) {
  EXPECT_THAT(LanesOf({{0, 1}, {1, 2}, {2, 3}}), ElementsAre(0, 0, 0));
}

TEST(LanesTest, SideBySideHasALaneEach) {
  EXPECT_THAT(LanesOf({{0, 3}, {0, 2}, {0, 1}}), ElementsAre(0, 1, 2));
}

TEST(LanesTest, TheLowestThatIsFreeIsTaken) {
  EXPECT_THAT(LanesOf({{0, 3}, {0, 1}, {0, 2}, {2, 4}}),
              ElementsAre(0, 1, 2, 1));
}

TEST(LanesTest, TheOrderGivenDoesNotMatter) {
  EXPECT_THAT(LanesOf({{2, 3}, {0, 2.5}, {1, 2}}), ElementsAre(1, 0, 1));
  EXPECT_THAT(LanesOf({}), IsEmpty());
}

}  // namespace
}  // namespace bench
