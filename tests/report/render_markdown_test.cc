#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "golden.h"
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

std::string Post(const Result& result, const std::string& ending = "svg",
                 const std::string& svg = "<svg/>") {
  const Analysis analysis = Analyze({result});
  std::vector<Drawing> drawings;
  for (Picture& picture : Pictures(analysis)) {
    const std::string file = "my post-" + picture.name + "." + ending;
    drawings.push_back({std::move(picture), svg, "", file});
  }
  return RenderMarkdown(FullReport(analysis, std::move(drawings)));
}

TEST(RenderMarkdownTest, IsTheGoldenFile) {
  ExpectGolden("report/sample.md", Post(SampleRun()));
  ExpectGolden("report/hostile.md", Post(HostileRun()));
  ExpectGolden("report/nothing-valid.md", Post(NothingValid()));
}

TEST(RenderMarkdownTest, NamesThePicturesBesideIt) {
  EXPECT_THAT(Post(SampleRun()), HasSubstr("](my%20post-timeline.svg)"));
  EXPECT_THAT(
      Post(SampleRun(), "png"),
      AllOf(HasSubstr("](my%20post-timeline.png)"), Not(HasSubstr(".svg"))));
  EXPECT_THAT(Post(SampleRun(), "svg", ""),
              AllOf(Not(HasSubstr("![")), HasSubstr("as a table")));
}

TEST(RenderMarkdownTest, WhatIsNotRealComesFirst) {
  EXPECT_THAT(Post(HostileRun()), StartsWith("> **Not the real thing"));
}

TEST(RenderMarkdownTest, NoNameIsMarkup) {
  std::istringstream post(Post(HostileRun()));
  for (std::string line; std::getline(post, line);) {
    if (line.starts_with("    ")) continue;  // code: nothing in it is markup
    EXPECT_THAT(line, Not(HasSubstr("<script")));
    EXPECT_THAT(line, Not(StartsWith("# three")));
  }
}

}  // namespace
}  // namespace bench
