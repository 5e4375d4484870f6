#include "report/post_markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "export_sample.h"
#include "golden.h"
#include "report/pictures.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string Post(const Result& result,
                 PictureFormat format = PictureFormat::kSvg,
                 const std::string& svg = "<svg/>") {
  FullReport report = {Analyze({result}), {}, ""};
  for (Picture& picture : Pictures(report.analysis)) {
    report.drawings.push_back({std::move(picture), svg, ""});
  }
  return PostMarkdown(report, "my post", format);
}

TEST(PostMarkdownTest, IsTheGoldenFile) {
  ExpectGolden("report/sample.md", Post(SampleRun()));
  ExpectGolden("report/hostile.md", Post(HostileRun()));
  ExpectGolden("report/nothing-valid.md", Post(NothingValid()));
}

TEST(PostMarkdownTest, NamesThePicturesBesideIt) {
  EXPECT_THAT(Post(SampleRun()), HasSubstr("](my%20post-timeline.svg)"));
  EXPECT_THAT(
      Post(SampleRun(), PictureFormat::kPng),
      AllOf(HasSubstr("](my%20post-timeline.png)"), Not(HasSubstr(".svg"))));
  EXPECT_THAT(Post(SampleRun(), PictureFormat::kSvg, ""),
              AllOf(Not(HasSubstr("![")), HasSubstr("as a table")));
}

TEST(PostMarkdownTest, WhatIsNotRealComesFirst) {
  EXPECT_THAT(Post(HostileRun()), StartsWith("> **Not the real thing"));
}

TEST(PostMarkdownTest, NoNameIsMarkup) {
  std::istringstream post(Post(HostileRun()));
  for (std::string line; std::getline(post, line);) {
    if (line.starts_with("    ")) continue;  // code: nothing in it is markup
    EXPECT_THAT(line, Not(HasSubstr("<script")));
    EXPECT_THAT(line, Not(StartsWith("# three")));
  }
}

}  // namespace
}  // namespace bench
