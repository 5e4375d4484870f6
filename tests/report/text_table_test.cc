#include "report/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench {
namespace {

using testing::ElementsAre;

TEST(TextTableTest, ColumnsAreAsWideAsTheirWidestCell) {
  const TextTable table = {{{"name", Alignment::kLeft},
                            {"time", Alignment::kRight},
                            {"verdict", Alignment::kLeft}},
                           {{"a", "1.0 s", "faster"}, {"longer", "9 s", ""}}};
  EXPECT_THAT(AlignedLines(table),
              ElementsAre("name     time  verdict", "a       1.0 s  faster",
                          "longer    9 s"));
}

TEST(TextTableTest, CharactersAreCountedNotBytes) {
  EXPECT_EQ(DisplayWidth("± σ"), 3u);
  const TextTable table = {{{"±"}, {"x"}}, {{"ab", "y"}}};
  EXPECT_THAT(AlignedLines(table), ElementsAre(" ±  x", "ab  y"));
}

TEST(TextTableTest, WithoutRowsThereAreTheTitles) {
  EXPECT_THAT(AlignedLines({{{"a"}, {"b"}}, {}}), ElementsAre("a  b"));
}

}  // namespace
}  // namespace bench
