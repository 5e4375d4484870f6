#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "report/documents.h"
#include "report/pictures.h"
#include "report/render.h"
#include "result_sample.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::vector<Drawing> DrawingsOf(const Result& result, const std::string& svg) {
  std::vector<Drawing> drawings;
  for (Picture& picture : Pictures(Analyze({result}))) {
    drawings.push_back({std::move(picture), svg, "", ""});
  }
  return drawings;
}

std::string Page(const Result& result, const std::string& svg = "",
                 const std::string& missing = "") {
  return RenderHtml(
      FullReport(Analyze({result}), DrawingsOf(result, svg), missing));
}

std::size_t CountOf(const std::string& word, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != text.npos; ++at) {
    ++count;
  }
  return count;
}

TEST(RenderHtmlTest, AsksForNothingAndRunsNothing) {
  const std::string page = Page(SampleRun(), "<svg/>");
  EXPECT_THAT(page, StartsWith("<!doctype html>"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'; style-src 'unsafe-inline'"));
  for (const char* word : {"<script", "http://", "https://", " src=", "<link",
                           "@import", " onload", " onclick"}) {
    EXPECT_THAT(page, Not(HasSubstr(word)));
  }
}

TEST(RenderHtmlTest, EveryPictureHasItsTable) {
  const std::size_t pictures = DrawingsOf(SampleRun(), "<svg/>").size();
  const std::string page = Page(SampleRun(), "<svg/>");
  EXPECT_EQ(CountOf("<figure>", page), pictures);
  EXPECT_EQ(CountOf("<details><summary>", page), pictures);
  EXPECT_EQ(CountOf("role=\"img\"", page), pictures);
}

TEST(RenderHtmlTest, WithoutPicturesTheTablesAreOpen) {
  const std::size_t pictures = DrawingsOf(SampleRun(), "").size();
  const std::string page = Page(SampleRun(), "", "there is no gnuplot");
  EXPECT_THAT(page, HasSubstr("<p>there is no gnuplot</p>"));
  EXPECT_EQ(CountOf("<details open>", page), pictures);
}

TEST(RenderHtmlTest, WhatMustBeKnownStandsBeforeTheAnswer) {
  const std::string page = Page(HostileRun());
  EXPECT_LT(page.find("not a measurement of Kubernetes"), page.find("<h1>"));
  EXPECT_THAT(Page(SampleRun()).substr(0, 6000),
              HasSubstr("Not valid: 1 of 27 trials (1 failed)."));
  EXPECT_THAT(Page(NothingValid()), HasSubstr("nothing can be "
                                              "compared"));
}

TEST(RenderHtmlTest, NoNameIsMarkup) {
  Result result = HostileRun();
  result.scenario.name = "</title><script>x</script>";
  const std::string page = Page(result, "<svg/>");
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<b>")),
                          Not(HasSubstr("<x>")), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

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
