#include "report/gnuplot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace bench {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Picture WithKeys(int count, const std::string& words) {
  Picture picture;
  for (int i = 0; i < count; ++i) picture.key.push_back({words, 0x0072B2});
  return picture;
}

double RowsOf(Picture picture) { return PlotKey(picture, 100, 0, 1).top; }

TEST(PlotKeyTest, TakesAsManyRowsAsItNeeds) {
  EXPECT_EQ(RowsOf(WithKeys(0, "")), 0);
  EXPECT_EQ(RowsOf(WithKeys(3, "client CPU")), 1);
  EXPECT_EQ(RowsOf(WithKeys(8, "client CPU")), 2);
  // A name is cut before it is too long for a row.
  EXPECT_EQ(RowsOf(WithKeys(2, std::string(300, 'x'))), 1);
}

TEST(PlotKeyTest, WordsAreDataAndNoScript) {
  Picture picture = WithKeys(1, "`touch x`");
  const std::string script = PlotKey(picture, 100, 1.5, 1).plot;
  EXPECT_THAT(script, Not(HasSubstr("touch")));
  EXPECT_THAT(picture.data["key.tsv"], StartsWith("0\t2\t0\t"));
  EXPECT_THAT(picture.data["key.tsv"], HasSubstr("\t0x0072b2\t"));
  EXPECT_THAT(picture.data["key.tsv"], HasSubstr("\t\"`touch x`\"\n"));
}

}  // namespace
}  // namespace bench
