#include "status/plain.h"

#include <gtest/gtest.h>

#include "status_capture.h"

namespace bench {
namespace {

TEST(PlainStatus, WritesEveryLineWithoutEscapes) {
  Capture capture;
  PlainStatus status(capture.file());
  status.Say("three charts");
  status.Progress("installing");
  status.Warn("careful");
  EXPECT_EQ(capture.text(), "three charts\ninstalling\nwarning: careful\n");
}

TEST(PlainStatus, SaysAProgressOnce) {
  Capture capture;
  PlainStatus status(capture.file());
  status.Progress("installing");
  status.Progress("installing");
  status.Progress("");
  EXPECT_EQ(capture.text(), "installing\n");
}

TEST(PlainStatus, WritesWarningsOnlyWhenItIsQuiet) {
  Capture capture;
  PlainStatus status(capture.file(), /*quiet=*/true);
  status.Say("three charts");
  status.Progress("installing");
  status.Warn("careful");
  EXPECT_EQ(capture.text(), "warning: careful\n");
}

}  // namespace
}  // namespace bench
