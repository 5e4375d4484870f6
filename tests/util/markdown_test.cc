#include "util/markdown.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(MarkdownCodeTest, NothingEndsTheCodeOrTheCell) {
  EXPECT_EQ(MarkdownCode("plain"), "`plain`");
  EXPECT_EQ(MarkdownCode("a|b"), "`a\\|b`");
  EXPECT_EQ(MarkdownCode("`a` ``b"), "``` `a` ``b ```");
  EXPECT_EQ(MarkdownCode("a\nb\r"), "`a b `");
  EXPECT_EQ(MarkdownCode("\xff"), "`\uFFFD`");
  EXPECT_EQ(MarkdownCode(""), "`  `");
}

TEST(MarkdownTextTest, NothingIsMarkup) {
  EXPECT_EQ(MarkdownText("plain, as it is."), "plain, as it is.");
  EXPECT_EQ(MarkdownText("<b>&|"), "&lt;b&gt;&amp;\\|");
  EXPECT_EQ(MarkdownText("*a* [b](c) `d`"), "\\*a\\* \\[b\\](c) \\`d\\`");
  EXPECT_EQ(MarkdownText("a\n# b"), "a \\# b");
}

}  // namespace
}  // namespace bench
