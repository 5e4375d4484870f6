#include "util/printable.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(PrintableTest, LeavesWordsAsTheyAre) {
  EXPECT_EQ(Printable("three-charts, 31 % – ±5 é 日本 🎉"),
            "three-charts, 31 % – ±5 é 日本 🎉");
  EXPECT_EQ(Printable("<b>`$(x)`|\"'@"), "<b>`$(x)`|\"'@");
}

TEST(PrintableTest, NothingSteersATerminalOrEndsALine) {
  EXPECT_EQ(Printable("a\nb\r\tc\x1b[31m\x7f"), "a b  c [31m ");
  EXPECT_EQ(Printable("\u009b31m\u2028"), " 31m ");
}

TEST(PrintableTest, NothingTurnsTheWritingAround) {
  EXPECT_EQ(Printable("a\u202Eb\u2066\u200Fc"), "a\uFFFDb\uFFFD\uFFFDc");
}

TEST(PrintableTest, WhatIsNoUtf8IsReplaced) {
  EXPECT_EQ(Printable("a\xff"), "a\uFFFD");
}

TEST(PrintableTest, WhatNoXmlMayHoldIsReplaced) {
  EXPECT_EQ(Printable("a\uFFFEb\uFFFF"), "a\uFFFDb\uFFFD");
}

TEST(ShortenedTest, CountsCharacters) {
  EXPECT_EQ(Shortened("abc", 3), "abc");
  EXPECT_EQ(Shortened("abcd", 3), "ab…");
  EXPECT_EQ(Shortened("äöüß", 4), "äöüß");
  EXPECT_EQ(Shortened("äöüßx", 4), "äöü…");
  EXPECT_EQ(Shortened("", 3), "");
}

}  // namespace
}  // namespace bench
