#include "report/html.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(HtmlTextTest, NothingIsMarkup) {
  EXPECT_EQ(HtmlText("plain, as it is: ±5 %"), "plain, as it is: ±5 %");
  EXPECT_EQ(HtmlText("<script>a&b</script>"),
            "&lt;script&gt;a&amp;b&lt;/script&gt;");
}

TEST(HtmlTextTest, NothingEndsAnAttribute) {
  EXPECT_EQ(HtmlText("a\" onload='x'"), "a&quot; onload=&#39;x&#39;");
}

TEST(HtmlTextTest, IsOneLineOfValidText) {
  EXPECT_EQ(HtmlText("a\nb\xff\u202E"), "a b\uFFFD\uFFFD");
}

}  // namespace
}  // namespace bench
