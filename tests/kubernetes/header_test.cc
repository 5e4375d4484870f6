#include "kubernetes/header.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(HeaderTest, HasNoControlCharacters) {
  EXPECT_TRUE(FitsInHeader("a b\tc \xc3\xa4"));
  EXPECT_TRUE(FitsInHeader(""));
  for (const char* text : {"a\nb", "a\r", "\x1b[1m", "\x7f"}) {
    EXPECT_FALSE(FitsInHeader(text)) << text;
  }
  EXPECT_FALSE(FitsInHeader(std::string_view("\0", 1)));
}

TEST(HeaderTest, EscapesWhatANameMayNotHave) {
  EXPECT_EQ(EscapedForHeaderName("acme.com/Project%\xc3\xa4"),
            "acme.com%2FProject%25%C3%A4");
}

}  // namespace
}  // namespace bench
