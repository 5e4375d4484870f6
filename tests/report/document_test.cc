#include "report/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/render.h"

namespace bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(DocumentTest, WhatSaysNothingIsLeftOut) {
  Document document;
  document.Add(Paragraphs{{"", ""}});
  document.Add(IndentedLines{});
  document.Add(NamedTable{{{{"a"}}, {}}, "Empty"});
  document.AddSection("Nothing", Remarks{});
  EXPECT_THAT(document.blocks, IsEmpty());
  document.AddSection("Something", Remarks{{"one"}});
  EXPECT_THAT(document.blocks, SizeIs(2));
  document.Add(Paragraphs{{"", "two"}});
  EXPECT_THAT(std::get<Paragraphs>(document.blocks.back()).lines,
              ElementsAre("two"));
}

// One block of each kind.
Document Everything() {
  Document document = {.warnings = {"a warning"},
                       .answer = "the answer",
                       .subject = "the subject",
                       .citation = "the source"};
  const TextTable table = {{{"title"}}, {{"cell"}}};
  document.Add(Heading{"a heading"});
  document.Add(Paragraphs{{"a paragraph"}});
  document.Add(Remarks{{"a remark"}});
  document.Add(IndentedLines{{"a line"}});
  document.Add(Commands{{"a command"}});
  document.Add(NamedTable{table, "a table"});
  document.Add(Drawing{.picture = {.title = "a picture", .table = table}});
  return document;
}

TEST(DocumentTest, EveryRendererShowsEveryBlock) {
  for (const std::string& text :
       {RenderTerminal(Everything()), RenderMarkdown(Everything()),
        RenderHtml(Everything())}) {
    for (const char* words :
         {"a warning", "the answer", "the subject", "To cite: the source",
          "a heading", "a paragraph", "a remark", "a line", "a command",
          "title", "cell", "a picture"}) {
      EXPECT_THAT(text, HasSubstr(words));
    }
  }
}

}  // namespace
}  // namespace bench
