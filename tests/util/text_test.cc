#include "util/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench {
namespace {

using testing::ElementsAre;

TEST(TextTest, Trims) {
  EXPECT_EQ(Trim(" \n a b\t\r\n"), "a b");
  EXPECT_EQ(Trim("a"), "a");
  EXPECT_EQ(Trim(" \n"), "");
  EXPECT_EQ(Trim(""), "");
}

TEST(TextTest, Splits) {
  EXPECT_THAT(Split("a, b c ,", ','), ElementsAre("a", "b c", ""));
  EXPECT_THAT(Split("", ','), ElementsAre(""));
}

TEST(TextTest, LowersLettersOnly) { EXPECT_EQ(Lower("PoD-1 Ä"), "pod-1 Ä"); }

}  // namespace
}  // namespace bench
