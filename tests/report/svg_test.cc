#include "report/svg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/error.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Picture SmallPicture() {
  Picture picture;
  picture.name = "pairs";
  picture.title = "Title";
  picture.alt = "Alt </desc><script>";
  return picture;
}

std::string Embedded(const std::string& inside) {
  return EmbeddedSvg(
      "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 9 9\" "
      "width=\"9\" xmlns=\"http://www.w3.org/2000/svg\">" +
          inside + "</svg>",
      SmallPicture());
}

TEST(SvgTest, SaysWhatIsToBeSeen) {
  EXPECT_THAT(Embedded(""),
              AllOf(HasSubstr("role=\"img\""),
                    HasSubstr("<title id=\"pairs-title\">Title</title>"),
                    HasSubstr("Alt &lt;/desc&gt;&lt;script&gt;"),
                    Not(HasSubstr("<?xml")), Not(HasSubstr("width"))));
}

TEST(SvgTest, TheTwoSpareColorsAreThePages) {
  EXPECT_THAT(Embedded("<path stroke='rgb(  1,   1,   1)' fill='rgb(1,1,1)'/>"),
              HasSubstr("<path stroke=\"var(--ink)\" fill=\"var(--ink)\"/>"));
  EXPECT_THAT(Embedded("<path stroke='rgb(154, 154, 155)'/>"),
              HasSubstr("var(--grid)"));
  EXPECT_THAT(Embedded("<path stroke='rgb(  0, 114, 178)'/>"),
              HasSubstr("rgb(  0, 114, 178)"));
}

TEST(SvgTest, NoTwoPicturesShareAnId) {
  EXPECT_THAT(
      Embedded("<path id='p'/><use xlink:href='#p'/>"
               "<g clip-path='url(#p)'/>"),
      AllOf(HasSubstr("<path id=\"pairs-p\"/>"),
            HasSubstr("xlink:href=\"#pairs-p\""), HasSubstr("url(#pairs-p)")));
}

TEST(SvgTest, NothingButShapesAndTextIsLeft) {
  const std::string svg = Embedded(
      "<script>a</script><g onload='b'><a href='c'>d</a></g>"
      "<image xlink:href='http://e'/><use xlink:href='http://f#g'/>"
      "<style>h</style><foreignObject/><text>&lt;i&gt; kept</text>");
  EXPECT_THAT(svg, Not(HasSubstr("script>a")));
  for (const char* gone : {"onload", "<a", "image", "http://e", "http://f",
                           "style", "foreignObject"}) {
    EXPECT_THAT(svg, Not(HasSubstr(gone)));
  }
  EXPECT_THAT(svg, HasSubstr("<text>&lt;i&gt; kept</text>"));
}

TEST(SvgTest, WhatIsNoPictureIsRefused) {
  EXPECT_THROW(EmbeddedSvg("<svg", SmallPicture()), Error);
  EXPECT_THROW(EmbeddedSvg("<html/>", SmallPicture()), Error);
  EXPECT_THROW(EmbeddedSvg("", SmallPicture()), Error);
}

TEST(SvgTest, AFileOfItsOwnHasItsOwnColors) {
  EXPECT_THAT(StandaloneSvg("<svg/>", SmallPicture()),
              HasSubstr("prefers-color-scheme:dark"));
  EXPECT_THAT(EmbeddedSvg("<svg/>", SmallPicture()),
              Not(HasSubstr("prefers-color-scheme")));
}

}  // namespace
}  // namespace bench
