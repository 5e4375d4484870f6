#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "export_sample.h"
#include "report/pictures.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

FullReport ReportOf(const Result& result, const std::string& svg = "") {
  FullReport report = {Analyze({result}), {}, ""};
  for (Picture& picture : Pictures(report.analysis)) {
    report.drawings.push_back({std::move(picture), svg, ""});
  }
  return report;
}

std::size_t CountOf(const std::string& word, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != text.npos; ++at) {
    ++count;
  }
  return count;
}

TEST(PageTest, AsksForNothingAndRunsNothing) {
  const std::string page = Page(ReportOf(SampleRun(), "<svg/>"));
  EXPECT_THAT(page, StartsWith("<!doctype html>"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'; style-src 'unsafe-inline'"));
  for (const char* word : {"<script", "http://", "https://", " src=", "<link",
                           "@import", " onload", " onclick"}) {
    EXPECT_THAT(page, Not(HasSubstr(word)));
  }
}

TEST(PageTest, EveryPictureHasItsTable) {
  const FullReport report = ReportOf(SampleRun(), "<svg/>");
  const std::string page = Page(report);
  EXPECT_EQ(CountOf("<figure>", page), report.drawings.size());
  EXPECT_EQ(CountOf("<details><summary>", page), report.drawings.size());
  EXPECT_EQ(CountOf("role=\"img\"", page), report.drawings.size());
}

TEST(PageTest, WithoutPicturesTheTablesAreOpen) {
  FullReport report = ReportOf(SampleRun());
  report.missing = "there is no gnuplot";
  const std::string page = Page(report);
  EXPECT_THAT(page, HasSubstr("<p>there is no gnuplot</p>"));
  EXPECT_EQ(CountOf("<details open>", page), report.drawings.size());
}

TEST(PageTest, WhatMustBeKnownStandsBeforeTheAnswer) {
  const std::string page = Page(ReportOf(HostileRun()));
  EXPECT_LT(page.find("not a measurement of Kubernetes"), page.find("<h1>"));
  EXPECT_THAT(Page(ReportOf(SampleRun())).substr(0, 6000),
              HasSubstr("Not valid: 1 of 27 trials (1 failed)."));
  EXPECT_THAT(Page(ReportOf(NothingValid())), HasSubstr("nothing can be "
                                                        "compared"));
}

TEST(PageTest, NoNameIsMarkup) {
  Result result = HostileRun();
  result.scenario.name = "</title><script>x</script>";
  const std::string page = Page(ReportOf(result, "<svg/>"));
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<b>")),
                          Not(HasSubstr("<x>")), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

}  // namespace
}  // namespace bench
