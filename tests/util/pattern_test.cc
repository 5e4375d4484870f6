#include "util/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PatternTest, MatchesOnlyTheWhole) {
  const Pattern digits("[0-9]+");
  EXPECT_TRUE(digits.Matches("12"));
  EXPECT_FALSE(digits.Matches("12 "));
  EXPECT_FALSE(digits.Matches(""));
}

TEST(PatternTest, FindsTheFirstWithItsGroups) {
  const Pattern version("v([0-9]+)\\.([0-9]+)");
  EXPECT_THAT(version.Find("of v3.22, v4.3"), ElementsAre("v3.22", "3", "22"));
  EXPECT_THAT(version.Find("none"), IsEmpty());
}

TEST(PatternTest, ReplacesAll) {
  EXPECT_EQ(Pattern("a+").Replace("caaba", "x"), "cxbx");
}

}  // namespace
}  // namespace bench
