#include "status/terminal.h"

#include <gtest/gtest.h>

#include <optional>

#include "status_capture.h"

namespace bench {
namespace {

constexpr auto kWide = [] { return 80; };

TEST(TerminalStatus, RewritesTheProgressLine) {
  Capture capture;
  TerminalStatus status(capture.file(), false, kWide);
  status.Progress("installing");
  status.Progress("uninstalling");
  EXPECT_EQ(capture.text(), "\r\x1b[Kinstalling\r\x1b[Kuninstalling");
}

TEST(TerminalStatus, DrawsTheSameProgressOnce) {
  Capture capture;
  TerminalStatus status(capture.file(), false, kWide);
  status.Progress("installing");
  status.Progress("installing");
  EXPECT_EQ(capture.text(), "\r\x1b[Kinstalling");
}

TEST(TerminalStatus, PutsLinesThatStayAboveTheProgress) {
  Capture capture;
  TerminalStatus status(capture.file(), false, kWide);
  status.Progress("installing");
  status.Say("block 1 is done");
  EXPECT_EQ(capture.text(),
            "\r\x1b[Kinstalling\r\x1b[Kblock 1 is done\n\r\x1b[Kinstalling");
}

TEST(TerminalStatus, WritesNoEscapesWithoutProgressAndColor) {
  Capture capture;
  TerminalStatus status(capture.file(), false, kWide);
  status.Say("hello");
  status.Warn("careful");
  EXPECT_EQ(capture.text(), "hello\nwarning: careful\n");
}

TEST(TerminalStatus, ColorsOnlyTheMarkOfAWarning) {
  Capture capture;
  TerminalStatus status(capture.file(), true, kWide);
  status.Warn("careful");
  EXPECT_EQ(capture.text(), "\x1b[33mwarning:\x1b[0m careful\n");
}

TEST(TerminalStatus, TakesTheProgressAwayAtItsEnd) {
  Capture capture;
  std::optional<TerminalStatus> status;
  status.emplace(capture.file(), false, kWide);
  status->Progress("installing");
  status.reset();
  EXPECT_EQ(capture.text(), "\r\x1b[Kinstalling\r\x1b[K");
}

TEST(TerminalStatus, KeepsTheLastColumnFree) {
  Capture capture;
  TerminalStatus status(capture.file(), false, [] { return 11; });
  status.Progress("1234567890");
  status.Progress("12345678901");
  EXPECT_EQ(capture.text(), "\r\x1b[K1234567890\r\x1b[K123456789…");
}

TEST(FitLine, CountsCharactersNotBytes) {
  EXPECT_EQ(FitLine("äöü", 3), "äöü");
  EXPECT_EQ(FitLine("äöüß", 3), "äö…");
}

TEST(FitLine, StaysOnOneLine) {
  EXPECT_EQ(FitLine("a\nb\x1b[2Jc", 80), "a b [2Jc");
}

TEST(FitLine, FitsIntoNothing) {
  EXPECT_EQ(FitLine("abc", 1), "…");
  EXPECT_EQ(FitLine("abc", 0), "");
  EXPECT_EQ(FitLine("abc", -1), "");
}

// Else a run whose terminal was closed would end without cleaning up.
TEST(TerminalStatus, OutlivesItsTerminal) {
  std::FILE* const full = std::fopen("/dev/full", "w");
  ASSERT_NE(full, nullptr);
  std::setvbuf(full, nullptr, _IONBF, 0);  // as stderr is
  {
    TerminalStatus status(full, /*color=*/false, [] { return 80; });
    status.Progress("working");
    status.Say("said");
    status.Warn("warned");
  }
  std::fclose(full);
}

}  // namespace
}  // namespace bench
